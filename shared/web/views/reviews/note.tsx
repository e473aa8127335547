import type { SeenMark } from '../../../answers/associate.ts';
import { say } from '../../speech/say.ts';
import { isMark, MARKS } from './marks.ts';

interface Props {
  readonly label: string;
  readonly mark: SeenMark | undefined;
  /** What is shown while nothing is chosen. */
  readonly empty: string;
  readonly why: string | undefined;
  readonly onMark: (mark: SeenMark) => void;
}

/** One of a fixed list of marks: there is no free text anywhere. */
export function Note({ label, mark, empty, why, onMark }: Props) {
  return (
    <select
      class="note"
      aria-label={label}
      value={mark ?? ''}
      {...(why !== undefined && { disabled: true, title: why })}
      onChange={({ currentTarget }) => {
        if (isMark(currentTarget.value)) onMark(currentTarget.value);
      }}
    >
      <option value="" disabled={mark !== undefined}>
        {empty}
      </option>
      {MARKS.map(([one, text]) => (
        <option key={one} value={one}>
          {say(text)}
        </option>
      ))}
    </select>
  );
}

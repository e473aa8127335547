import { useId } from 'preact/hooks';
import type { TextKey } from '../../speech/language.ts';
import { say } from '../../speech/say.ts';
import { type Filter, SINCE, type Since } from './filter.ts';

/** What is chosen; it becomes a filter with the code. */
export interface Choice {
  readonly since: Since;
  readonly resent: NonNullable<Filter['resent']> | 'all';
  readonly seen: NonNullable<Filter['seen']> | 'all';
}

export const NO_CHOICE: Choice = { since: 'any', resent: 'all', seen: 'all' };

const SINCE_TEXTS = { any: 'any', today: 'rev.f.today', week: 'rev.f.week', old: 'rev.f.old' } as const;
const RESENT_TEXTS = { all: 'all', never: 'rev.f.never', again: 'rev.f.again' } as const;
const SEEN_TEXTS = {
  all: 'rev.f.all',
  no: 'rev.f.unseen',
  yes: 'rev.f.seenYes',
  noted: 'rev.f.noted',
} as const;

interface Props {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

export function Filters({ choice, onChoose }: Props) {
  return (
    <div class="filters">
      <Choose
        label={say('rev.f.since')}
        value={choice.since}
        options={SINCE.map((since) => [since, SINCE_TEXTS[since]] as const)}
        onChoose={(since) => onChoose({ ...choice, since })}
      />
      <Choose
        label={say('rev.f.tries')}
        value={choice.resent}
        options={(['all', 'never', 'again'] as const).map(
          (resent) => [resent, RESENT_TEXTS[resent]] as const,
        )}
        onChoose={(resent) => onChoose({ ...choice, resent })}
      />
      <Choose
        label={say('rev.f.seen')}
        value={choice.seen}
        options={(['all', 'no', 'yes', 'noted'] as const).map((seen) => [seen, SEEN_TEXTS[seen]] as const)}
        onChoose={(seen) => onChoose({ ...choice, seen })}
      />
    </div>
  );
}

type Plain =
  | 'all'
  | 'any'
  | (`rev.f.${'today' | 'week' | 'old' | 'never' | 'again' | 'all' | 'unseen' | 'seenYes' | 'noted'}` &
      TextKey);

interface ChooseProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, Plain])[];
  readonly onChoose: (value: Value) => void;
}

function Choose<Value extends string>({ label, value, options, onChoose }: ChooseProps<Value>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex]?.[0];
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {say(text)}
          </option>
        ))}
      </select>
    </div>
  );
}

import { useId, useState } from 'preact/hooks';
import type { Run, StartRequest } from '../../../answers/runs.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { since } from '../../speech/times.ts';
import { serviceNow } from '../../state/connection.ts';

const KINDS = ['inc', 'full', 'verify', 'repair', 'adopt'] as const;
type Kind = (typeof KINDS)[number];

const REQUESTS = {
  inc: { mode: 'incremental' },
  full: { mode: 'full' },
  verify: { mode: 'verify' },
  repair: { mode: 'verify', repair: true },
  // Never in earnest at once: the run itself offers that when it has ended.
  adopt: { mode: 'adopt', dryRun: true },
} as const satisfies Record<Kind, StartRequest>;

interface Props {
  readonly active: readonly Run[];
  /** Rows of the table, as far as it is known. */
  readonly rows: number | undefined;
  readonly why: string | undefined;
  readonly onStart: (request: StartRequest) => void;
  readonly onClose: () => void;
}

/** Which run, and what it will do. */
export function StartDialog({ active, rows, why, onStart, onClose }: Props) {
  const nameField = useId();
  const [kind, setKind] = useState<Kind>('inc');
  const [name, setName] = useState('');
  const busy = whyBusy(kind, active);
  const start = () => {
    const given = name.trim();
    onStart({ ...REQUESTS[kind], ...(given !== '' && { name: given }) });
  };
  return (
    <Dialog
      title={say('start.h')}
      onClose={onClose}
      action={{ label: say(`start.go.${kind}`), run: start }}
      why={why ?? busy}
    >
      <fieldset class="choice">
        <legend class="unseen">{say('start.kind')}</legend>
        {KINDS.map((one) => {
          const isBusy = whyBusy(one, active);
          return (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                checked={one === kind}
                disabled={isBusy !== undefined}
                onChange={() => setKind(one)}
              />
              <span class="strong">{say(`start.${one}`)}</span>
              <span class="what">
                {whatOf(one, rows)} {isBusy !== undefined && <span class="strong">{isBusy}</span>}
              </span>
            </label>
          );
        })}
      </fieldset>
      <div class="field">
        <label for={nameField}>{say('start.name')}</label>
        <input
          id={nameField}
          type="text"
          maxLength={80}
          autocomplete="off"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}

function whatOf(kind: Kind, rows: number | undefined): string {
  if (kind !== 'full') return say(`start.${kind}.what`);
  return rows === undefined ? say('start.full.what0') : say('start.full.what', { n: number(rows) });
}

/** One of the same kind is under way. A detection is short, and asking for another one does no harm. */
function whyBusy(kind: Kind, active: readonly Run[]): string | undefined {
  const { mode } = REQUESTS[kind];
  const run = mode === 'incremental' ? undefined : active.find((other) => other.mode === mode);
  return run && say('start.busy', { t: since(run.startedAt, serviceNow()) });
}

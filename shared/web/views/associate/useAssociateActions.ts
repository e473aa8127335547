import { useEffect, useState } from 'preact/hooks';
import type { Erased, Resync, ResyncQueued, ResyncRefused } from '../../../answers/associate.ts';
import { ask } from '../../ask/ask.ts';
import { failureOf } from '../../ask/useAction.ts';

/** What a look at what would change came to, and when. */
export interface DryRunFound {
  readonly at: number;
  readonly found: Resync | ResyncRefused;
}

export type Sent =
  | { readonly kind: 'done'; readonly at: number; readonly found: Resync }
  | { readonly kind: 'queued'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface AssociateActions {
  readonly busy: 'send' | 'look' | 'erase' | undefined;
  readonly sent: Sent | undefined;
  readonly dryRun: DryRunFound | undefined;
  /** Why the last look, or the last erasing, came to nothing. */
  readonly failure: { readonly of: 'look' | 'erase'; readonly message: string } | undefined;
  readonly erased: Erased | undefined;
  /** Not in SQL Server either, as the last action found. */
  readonly isNowhere: boolean;
  readonly send: () => Promise<void>;
  readonly look: () => Promise<void>;
  readonly hide: () => void;
  readonly erase: () => Promise<boolean>;
}

type Failure = NonNullable<AssociateActions['failure']>;

/** What a person does with one associate. The values of a dry run live here and nowhere else: they go with the view. */
export function useAssociateActions(path: string, onChange: () => void): AssociateActions {
  const [busy, setBusy] = useState<AssociateActions['busy']>();
  const [sent, setSent] = useState<Sent>();
  const [dryRun, setDryRun] = useState<DryRunFound>();
  const [failure, setFailure] = useState<Failure>();
  const [erased, setErased] = useState<Erased>();
  const [isNowhere, setNowhere] = useState(false);
  // A page that the browser keeps for its back button keeps none of it.
  useEffect(() => {
    const forget = () => setDryRun(undefined);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);
  const resync = async (dry: boolean) => {
    setBusy(dry ? 'look' : 'send');
    const query = dry ? '?dryRun=true' : '';
    const answer = await ask<Resync | ResyncQueued, ResyncRefused>(`${path}/resync${query}`, {
      method: 'POST',
    });
    setBusy(undefined);
    setNowhere(answer.kind === 'problem' && answer.problem.code === 'NOT_IN_SQL_SERVER');
    return answer;
  };
  return {
    busy,
    sent,
    dryRun,
    failure,
    erased,
    isNowhere,
    hide: () => setDryRun(undefined),
    async send() {
      setDryRun(undefined);
      const answer = await resync(false);
      if (answer.kind !== 'body') {
        setSent({ kind: 'failed', message: failureOf(answer) ?? '' });
      } else if ('kind' in answer.body) {
        setSent({ kind: 'queued', message: answer.body.message });
      } else {
        setSent({ kind: 'done', at: Date.now(), found: answer.body });
      }
      onChange();
    },
    async look() {
      setSent(undefined);
      const answer = await resync(true);
      const found = foundIn(answer);
      setDryRun(found && { at: Date.now(), found });
      const message = found ? undefined : failureOf(answer);
      setFailure(message === undefined ? undefined : { of: 'look', message });
    },
    async erase() {
      setBusy('erase');
      const answer = await ask<Erased>(path, { method: 'DELETE' });
      setBusy(undefined);
      const message = failureOf(answer);
      setFailure(message === undefined ? undefined : { of: 'erase', message });
      if (answer.kind !== 'body') return false;
      setDryRun(undefined);
      setSent(undefined);
      setErased(answer.body);
      return true;
    },
  };
}

/** A dry run that would be refused is one too. */
function foundIn(
  answer: Awaited<ReturnType<typeof ask<Resync | ResyncQueued, ResyncRefused>>>,
): Resync | ResyncRefused | undefined {
  if (answer.kind === 'body' && !('kind' in answer.body)) return answer.body;
  return answer.kind === 'problem' && (answer.status === 409 || answer.status === 422)
    ? answer.problem
    : undefined;
}

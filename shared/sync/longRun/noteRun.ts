import type { Clock } from '../ports/clock.ts';
import type { RunNote, RunNotes } from '../ports/runAccount.ts';

interface Parts {
  readonly accounts: Pick<RunNotes, 'note'>;
  readonly clock: Clock;
}

/** Notes that a run is at its end: whatever belongs to it is on the queue. */
export function noteEnd(
  runId: string,
  note: Pick<RunNote, 'mode' | 'found' | 'name'>,
  { accounts, clock }: Parts,
): Promise<void> {
  return accounts.note(runId, { ...note, stage: 'ended', endedAt: new Date(clock.now()).toISOString() });
}

/** How a person has a run begin. */
export interface RunWish {
  readonly name?: string | undefined;
  /** The cancelled run that is to go on. */
  readonly resume?: string | undefined;
}

/** Notes that a run begins, or goes on after it was cancelled. */
export async function noteBegin(
  runId: string,
  mode: RunNote['mode'],
  { name }: RunWish,
  accounts: Pick<RunNotes, 'note'>,
): Promise<void> {
  const named = name === undefined ? {} : { name };
  await accounts.note(runId, { mode, stage: 'selecting', cancelledAt: '', ...named });
}

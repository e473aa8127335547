import type { SyncResult } from '../../writer/syncResult.ts';
import { exitCodeOf } from '../describeFailure.ts';
import { EXIT, SIGNAL_EXITS, type StopSignal } from '../exitCodes.ts';
import type { SyncOptions } from './syncOptions.ts';

/** How `sync` ends. */
export function syncExitCode(
  { stoppedBy, reason, errors, pending, created, updated, adopted, deleted }: SyncResult,
  { dryRun, exitCode }: Pick<SyncOptions, 'dryRun' | 'exitCode'>,
  signal: StopSignal | undefined,
): number {
  if (stoppedBy === 'signal' && signal) return SIGNAL_EXITS[signal];
  if (stoppedBy === 'failure') return exitCodeOf(reason?.code ?? '');
  if (!dryRun) return errors + pending === 0 ? EXIT.done : EXIT.failed;
  const work = created + updated + adopted + deleted;
  return exitCode && work + errors + pending > 0 ? EXIT.workLeft : EXIT.done;
}

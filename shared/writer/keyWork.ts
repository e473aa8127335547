import type { OutcomeCounts } from '../outcomes/countOutcomes.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type { Log } from '../sync/ports/log.ts';
import type { KeySpool } from './keySpool.ts';
import type { RunTally } from './runTally.ts';
import type { SyncResult } from './syncResult.ts';
import type { RecordSink } from './syncRun.ts';

/** The keys of a run, and how they are to be done. */
export interface KeyWork {
  readonly spool: KeySpool;
  readonly operation: WriteOperation;
  readonly runId: string;
  readonly signal: AbortSignal | undefined;
  readonly log: Log;
  readonly tally: RunTally;
  readonly sink: RecordSink;
}

/** How the work on the keys ended. */
export interface KeysDone {
  readonly counts: OutcomeCounts;
  readonly byCode: Readonly<Record<string, number>>;
  readonly end: Pick<SyncResult, 'stoppedBy' | 'reason'>;
}

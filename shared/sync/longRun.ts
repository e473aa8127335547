import type { PortalScan } from './hubspotPorts.ts';
import type { RulesSource } from './judgeRow.ts';
import type {
  BatchQueue,
  Clock,
  Log,
  OutcomeLedger,
  RowReader,
  RowScan,
  RunAccount,
  StateDocument,
} from './ports.ts';

/** What it takes to start a run that lasts longer than one invocation. */
export interface StartRunParts {
  readonly document: StateDocument;
  readonly queue: BatchQueue;
  readonly clock: Clock;
}

/** What a run over the table and the portal works with. */
export interface LongRunParts extends StartRunParts {
  readonly portal: PortalScan;
  readonly scan: RowScan;
  readonly rows: RowReader;
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount;
  readonly rules: RulesSource;
  readonly log: Log;
  /** Milliseconds after which an invocation leaves the rest to the next one. */
  readonly timeLimitMs: number;
  /** Keys a batch. */
  readonly batchSize: number;
}

import type { DriftFinder, PortalScan } from '../hubspotPorts.ts';
import type { RulesSource } from '../judgeRow.ts';
import type {
  BatchQueue,
  Clock,
  Log,
  OutcomeLedger,
  RowReader,
  RowScan,
  RunAccount,
  StateDocument,
} from '../ports.ts';

/** What a verification run works with. */
export interface VerifyParts {
  readonly scan: RowScan;
  readonly rows: RowReader;
  readonly contacts: DriftFinder;
  readonly portal: PortalScan;
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount;
  readonly queue: BatchQueue;
  readonly rules: RulesSource;
  readonly document: StateDocument;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeLimitMs: number;
}

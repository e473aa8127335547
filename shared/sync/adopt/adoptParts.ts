import type { Telemetry } from '../../telemetry/events.ts';
import type { AdoptionNotes, ContactApi, PortalScan } from '../hubspotPorts.ts';
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

/** What an adoption run works with. */
export interface AdoptParts {
  readonly portal: PortalScan;
  readonly scan: RowScan;
  readonly rows: RowReader;
  readonly contacts: ContactApi;
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount;
  readonly notes: AdoptionNotes;
  readonly document: StateDocument;
  readonly rules: RulesSource;
  readonly queue: BatchQueue;
  readonly quietMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly timeLimitMs: number;
}

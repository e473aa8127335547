import type { KeyForms } from '../../contacts/associateKey.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { PortalScan } from '../ports/portalScan.ts';
import type { RowReader } from '../ports/rowReader.ts';
import type { RowScan } from '../ports/rowScan.ts';
import type { RulesSource } from '../ports/rules.ts';
import type { RunAccount, RunNotes } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** What it takes to start a run that lasts longer than one invocation. */
export interface StartRunParts {
  readonly document: StateDocument;
  readonly queue: BatchQueue;
  readonly accounts: RunNotes;
  readonly clock: Clock;
}

/** What a run over the table and the portal works with. */
export interface LongRunParts extends StartRunParts {
  readonly portal: PortalScan;
  readonly scan: RowScan;
  readonly rows: RowReader;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly accounts: RunAccount & RunNotes;
  readonly keyForms: KeyForms;
  readonly rules: RulesSource;
  readonly log: Log;
  /** Milliseconds after which an invocation leaves the rest to the next one. */
  readonly timeLimitMs: number;
  /** Keys a batch. */
  readonly batchSize: number;
}

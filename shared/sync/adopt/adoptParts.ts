import type { Telemetry } from '../../telemetry/events.ts';
import type { LongRunParts } from '../longRun/longRun.ts';
import type { AdoptionNotes } from '../ports/adoptionNotes.ts';
import type { ContactApi } from '../ports/contactApi.ts';
import type { RecordLogParts } from '../report/logRecord.ts';

/** What an adoption run works with. */
export interface AdoptParts extends LongRunParts, RecordLogParts {
  readonly contacts: ContactApi;
  readonly notes: AdoptionNotes;
  readonly quietMs: number;
  readonly telemetry: Telemetry;
}

/** What one batch of it works with. */
export type AdoptBatchParts = Omit<
  AdoptParts,
  'notes' | 'portal' | 'scan' | 'document' | 'timeLimitMs' | 'batchSize'
>;

import type { Telemetry } from '../../telemetry/events.ts';
import type { AdoptionNotes, ContactApi } from '../hubspotPorts.ts';
import type { RecordLogParts } from '../logRecord.ts';
import type { LongRunParts } from '../longRun.ts';

/** What an adoption run works with. */
export interface AdoptParts extends LongRunParts, RecordLogParts {
  readonly contacts: ContactApi;
  readonly notes: AdoptionNotes;
  readonly quietMs: number;
  readonly telemetry: Telemetry;
}

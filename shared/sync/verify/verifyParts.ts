import type { DriftFinder } from '../hubspotPorts.ts';
import type { LongRunParts } from '../longRun.ts';

/** What a verification run works with. */
export interface VerifyParts extends LongRunParts {
  readonly contacts: DriftFinder;
}

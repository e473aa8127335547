import type { LongRunParts } from '../longRun/longRun.ts';
import type { DriftFinder } from '../ports/contactApi.ts';

/** What a verification run works with. */
export interface VerifyParts extends LongRunParts {
  readonly contacts: DriftFinder;
}

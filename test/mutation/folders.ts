/** What proves a folder: tests, and where they leave a mutant alive, schedules of the simulation. */
export interface Proof {
  /** Below the root of the project. */
  readonly tests: readonly string[];
  readonly schedules: number;
}

/** The folders whose mutants are asked for, each with its proof. */
export const FOLDERS: Readonly<Record<string, Proof>> = {
  'shared/sync': { tests: ['test/unit/sync'], schedules: 60 },
  'shared/hubspot/write': { tests: ['test/unit/hubspot'], schedules: 60 },
  'shared/hubspot/rate': { tests: ['test/unit/hubspot/rate'], schedules: 30 },
  'shared/state': { tests: ['test/integration/state'], schedules: 0 },
};

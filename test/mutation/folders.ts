/** How many mutants of a folder are tried, and what has to notice them. */
export interface Folder {
  /** Mutants of a run that asks for no other number. */
  readonly sample: number;
  /** Tests that call the folder's code in their own process; of these, a mutant has to pass those that reach it. Below the root of the project. */
  readonly tests: readonly string[];
  /** Of the simulation, for what the tests leave alive. */
  readonly schedules: number;
  /** Tests of the built app, for what is still alive: those of the longest path that the mutated file begins with. */
  readonly systems: Readonly<Record<string, readonly string[]>>;
}

const SYNC = 'test/integration/sync';
const HTTP = 'test/integration/http';

export const FOLDERS: Readonly<Record<string, Folder>> = {
  'shared/sync': {
    sample: 100,
    tests: ['test/unit/sync'],
    schedules: 60,
    systems: {
      'shared/sync/adopt': [`${SYNC}/a-portal-in-use-is-adopted.test.ts`],
      'shared/sync/associate': [`${HTTP}/resync-one-associate.test.ts`, `${HTTP}/read-one-associate.test.ts`],
      'shared/sync/associate/eraseAssociate.ts': [`${HTTP}/erase-one-associate.test.ts`],
      'shared/sync/batch': [`${SYNC}/every-record-has-its-line.test.ts`],
      'shared/sync/counters': [
        'test/integration/state/counters-are-a-sum-over-accounts.test.ts',
        `${HTTP}/metrics.test.ts`,
      ],
      'shared/sync/deletes': [`${SYNC}/deleted-rows-follow-the-policy.test.ts`],
      'shared/sync/detect': [`${SYNC}/a-changed-associate-is-updated.test.ts`, `${HTTP}/start-a-run.test.ts`],
      'shared/sync/health': [`${HTTP}/status.test.ts`, `${HTTP}/health.test.ts`],
      'shared/sync/keys': [`${HTTP}/every-spelling-finds-the-associate.test.ts`],
      'shared/sync/longRun': [`${SYNC}/verify-finds-what-drifted.test.ts`, `${HTTP}/start-a-run.test.ts`],
      'shared/sync/queue': [`${SYNC}/a-batch-has-the-size-that-is-set.test.ts`],
      'shared/sync/reconcile': [`${SYNC}/reconciliation-finds-what-detection-missed.test.ts`],
      'shared/sync/report': [`${SYNC}/every-record-has-its-line.test.ts`],
      'shared/sync/reviews': [
        'test/integration/state/reviews.test.ts',
        `${HTTP}/reviews.test.ts`,
        `${HTTP}/reviews-by-hand.test.ts`,
      ],
      'shared/sync/runs': [`${HTTP}/cancel-a-run.test.ts`, `${HTTP}/start-a-run.test.ts`],
      'shared/sync/verify': [`${SYNC}/verify-finds-what-drifted.test.ts`],
      'shared/sync/weekly': [`${HTTP}/reports.test.ts`],
    },
  },
  'shared/hubspot/write': {
    sample: 60,
    tests: ['test/unit/hubspot', 'test/integration/hubspot'],
    schedules: 60,
    systems: {},
  },
  'shared/hubspot/rate': { sample: 60, tests: ['test/unit/hubspot/rate'], schedules: 0, systems: {} },
  'shared/state': {
    sample: 60,
    tests: ['test/integration/state', 'test/unit/state'],
    schedules: 0,
    systems: { 'shared/state': [`${HTTP}/status.test.ts`, `${HTTP}/reviews.test.ts`] },
  },
};

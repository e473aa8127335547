interface Depth {
  /** The test files that ask. */
  readonly files: readonly string[];
  /** What is counted. */
  readonly what: string;
  /** How many in `npm test`. */
  readonly shallow: number;
  /** How many in `npm run test:deep`. */
  readonly deep: number;
}

/** Whatever `npm test` does in part, to be done in minutes. `npm run test:deep` runs these files, and does all of it. */
export const DEPTHS = {
  schedules: {
    files: ['test/simulation/every-schedule-keeps-every-promise.test.ts'],
    what: 'schedules of the simulation',
    shallow: 300,
    deep: 2_000,
  },
  sabotages: {
    files: ['test/simulation/every-broken-promise-is-caught.test.ts'],
    what: 'promises of the simulation broken on purpose',
    shallow: 4,
    deep: 10,
  },
  breaks: {
    files: ['test/integration/every-broken-rule-is-noticed.test.ts'],
    what: 'rules broken on purpose, each for its own test',
    shallow: 4,
    deep: 21,
  },
  ratesOfAFault: {
    files: [
      'test/integration/faults/every-refusal-ends-equal.test.ts',
      'test/integration/faults/every-lost-answer-ends-equal.test.ts',
    ],
    what: 'rates at which each fault of HubSpot strikes',
    shallow: 1,
    deep: 3,
  },
  rowsOfEverything: {
    files: ['test/integration/faults/everything-at-once-loses-nothing.test.ts'],
    what: 'associates while everything fails at once',
    shallow: 2_000,
    deep: 20_000,
  },
  killsOfEverything: {
    files: ['test/integration/faults/everything-at-once-loses-nothing.test.ts'],
    what: 'workers killed meanwhile',
    shallow: 6,
    deep: 50,
  },
  kindsOfKeys: {
    files: ['test/integration/http/every-spelling-finds-the-associate.test.ts'],
    what: 'kinds of keys, each asked for in every spelling',
    shallow: 4,
    deep: 8,
  },
  recordsBehindThePage: {
    files: [
      'test/browser/a-clerk-sends-one-associate.test.ts',
      'test/browser/an-operator-clears-reviews.test.ts',
      'test/browser/an-engineer-starts-and-stops-runs.test.ts',
    ],
    what: 'records that travel behind the page',
    shallow: 1_000,
    deep: 20_000,
  },
  looksAtEachState: {
    files: ['test/browser/every-view-in-every-state.test.ts'],
    what: 'looks (language, theme, width) at each state of the page',
    shallow: 1,
    deep: 4,
  },
  picturesHeld: {
    files: ['test/browser/the-manuals-show-the-page.test.ts'],
    what: 'pictures of the manuals that are held against the page',
    shallow: 6,
    deep: 17,
  },
  dirtyRows: {
    files: ['test/unit/contacts/dirty-rows-end-in-outcomes.test.ts'],
    what: 'dirty rows',
    shallow: 10_000,
    deep: 100_000,
  },
  foretold: {
    files: ['test/integration/hubspot/a-dry-run-foretells-what-happens.test.ts'],
    what: 'associates of each kind whose dry run is held to what happens',
    shallow: 60,
    deep: 2_000,
  },
  textsOfAFastPath: {
    files: [
      'test/unit/contacts/differential/cedula.test.ts',
      'test/unit/contacts/differential/dates.test.ts',
      'test/unit/contacts/differential/email.test.ts',
      'test/unit/contacts/differential/names.test.ts',
      'test/unit/contacts/differential/phones.test.ts',
      'test/unit/contacts/differential/text.test.ts',
    ],
    what: 'texts by which each fast path is held to the slow one',
    shallow: 20_000,
    deep: 1_000_000,
  },
} as const satisfies Record<string, Depth>;

/** The files of `npm run test:deep`. */
export const DEEP_FILES: readonly string[] = [
  ...new Set(Object.values(DEPTHS).flatMap(({ files }) => files)),
];

/** Vitest's mode in which everything is done: `vitest run --mode deep`. */
export const DEEP_MODE = 'deep';

/** How many a test takes in this run. */
export function howMany(name: keyof typeof DEPTHS): number {
  const { shallow, deep } = DEPTHS[name];
  return process.env['TEST_MODE'] === DEEP_MODE ? deep : shallow;
}

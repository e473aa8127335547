/** A folder of the app, or one file, that has a place in the order. */
export interface Room {
  readonly path: string;
  readonly holds: string;
}

/**
 * The order of the rooms, from the top down. A room imports rooms below it, never one above or beside it; types count like
 * everything else. `npm run check` holds every import against this list, and ARCHITECTURE.md shows it.
 */
export const FLOORS: readonly (readonly Room[])[] = [
  [
    { path: 'functions', holds: 'one file a function: read the trigger, call a use case, answer' },
    { path: 'shared/cli', holds: '`hubspot-sync`: what a person does from a terminal' },
    { path: 'shared/index.ts', holds: 'the door of the package: what a program imports' },
    { path: 'shared/web', holds: 'the operations page, as the browser gets it' },
  ],
  [{ path: 'shared/writer', holds: '`ContactWriter`: a sync from a program, for the keys of a query' }],
  [{ path: 'shared/compose', holds: 'puts the real parts together; nothing else knows them all' }],
  [{ path: 'shared/sync/runs', holds: 'how a run is, and what becomes of one that crashes' }],
  [{ path: 'shared/sync/verify', holds: 'reads HubSpot back and compares it with SQL Server' }],
  [
    { path: 'shared/sync/weekly', holds: 'the weekly report: made once, kept, told' },
    { path: 'shared/sync/adopt', holds: 'takes over contacts that were there before us' },
    { path: 'shared/sync/reconcile', holds: 'the whole table against the ledger, every night' },
    { path: 'shared/sync/associate', holds: 'one associate: resync, read, erase' },
  ],
  [
    { path: 'shared/sync/batch', holds: 'a batch: read, judge, write, store its outcomes' },
    { path: 'shared/sync/health', holds: 'status, circuit, what is reported of the surroundings' },
  ],
  [
    { path: 'shared/sync/deletes', holds: 'rows that are gone, and the guard over them' },
    { path: 'shared/sync/detect', holds: 'finds changed rows and puts them on the queue' },
    { path: 'shared/sync/reviews', holds: 'what waits for a person: list, replay' },
    { path: 'shared/sync/counters', holds: 'counters: a sum over accounts, by hour and day' },
  ],
  [{ path: 'shared/sync/queue', holds: 'messages: cut, put, put back, isolate, quarantine' }],
  [
    { path: 'shared/sync/report', holds: 'log lines and events of batches, records and runs' },
    { path: 'shared/sync/keys', holds: 'which associate a key means: its row, its entry, its rivals' },
    { path: 'shared/sync/longRun', holds: 'runs that go on over many invocations, and their stored state' },
  ],
  [
    {
      path: 'shared/state',
      holds: 'everything that must last: Table Storage and Queue, or a file of SQLite',
    },
  ],
  [
    { path: 'shared/hubspot', holds: 'client, reading of answers, writing, the shared limit, properties' },
    { path: 'shared/source', holds: 'SQL Server: connection, statements, change feeds, rows' },
  ],
  [{ path: 'shared/config', holds: 'settings, and the loader of the mapping file' }],
  [{ path: 'shared/sync/ports', holds: 'the interfaces and messages that the use cases need' }],
  [
    {
      path: 'shared/telemetry',
      holds: 'the contract of events, the log line, the way to Application Insights',
    },
  ],
  [{ path: 'shared/web/report', holds: 'what the weekly report says, on the page and in its file' }],
  [{ path: 'shared/web/speech', holds: 'sentences, numbers and times in either language' }],
  [{ path: 'shared/web/texts', holds: 'the texts in both languages' }],
  [{ path: 'shared/answers', holds: 'the form of every request and answer over HTTP' }],
  [{ path: 'shared/outcomes', holds: 'what a record can come to, and what each code means' }],
  [
    {
      path: 'shared/contacts',
      holds: 'what a contact is: mapping, rules, divisions, findings, identity, fingerprint',
    },
  ],
  [{ path: 'shared/backoff.ts', holds: 'tries in place, with growing pauses' }],
  [
    { path: 'shared/errors.ts', holds: 'errors by what to do next' },
    { path: 'shared/lazy.ts', holds: 'builds a part with its first use' },
  ],
];

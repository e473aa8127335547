/** A route of the app as its caller sees it. A test holds name, method, path and access against what the built app registers. */
export interface Route {
  /** The function that answers. */
  readonly function: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the host, as `host.json` prefixes it. */
  readonly path: string;
  readonly does: string;
  /** Each parameter of the query, or form of the body, and what it is. */
  readonly takes: readonly (readonly [form: string, meaning: string])[];
  /** Each status and what comes with it. */
  readonly answers: readonly (readonly [status: string, meaning: string])[];
}

/** Every route answers these too. */
export const COMMON_ANSWERS: Route['answers'] = [
  ['400', 'the request is not of the agreed form; `detail` says what to correct'],
  ['401', 'no function key, or a wrong one'],
  ['500', 'an unexpected error (`BUG`); the log has a line of the same time'],
  [
    '503',
    'SQL Server, HubSpot or Storage does not answer, or a setting is wrong; `detail` names it, `Retry-After` says when to ask again',
  ],
];

const outcome =
  '`numeroAsociado`, `outcome`, `code`, `message` (`es`, `en`), `properties`, `hubspotId`, `conflictId`, `rivalKey`, `since`, `cause`, `attempts`, `durationMs`, `runId`, `batchId`; never a value';

export const ROUTES: readonly Route[] = [
  {
    function: 'status',
    method: 'GET',
    path: '/api/status',
    does: 'How settings, SQL Server, HubSpot, Storage, queue and watermark are.',
    takes: [],
    answers: [
      [
        '200',
        '`healthy`, `configuration`, `sqlServer` (each finding with the script that mends it), `hubspot` (with `limits`), `storage`, `deletes`, `timers`, `waitingBatches`, `watermark`',
      ],
      ['503', 'the same, when something is wrong'],
    ],
  },
  {
    function: 'readAssociate',
    method: 'GET',
    path: '/api/associates/{numeroAsociado}',
    does: 'The latest outcome of one associate.',
    takes: [],
    answers: [
      ['200', outcome],
      ['404', '`ASSOCIATE_UNKNOWN`: nothing is held'],
    ],
  },
  {
    function: 'resyncAssociate',
    method: 'POST',
    path: '/api/associates/{numeroAsociado}/resync',
    does: 'Re-reads, maps, validates and upserts one associate now, in front of all other work.',
    takes: [['`?dryRun=true`', 'takes every step but the write, shows values, and writes nothing anywhere']],
    answers: [
      [
        '200',
        'done: `outcome`, `code`, `findings`, and `changes`: per property that was sent `changed` or `same` (in a dry run with `from` and `to`), none where nothing was written',
      ],
      [
        '202',
        'HubSpot’s limit is used up, its answer was lost, or another worker has the record: it follows by the queue, in `runId`',
      ],
      ['404', '`NOT_IN_SQL_SERVER`'],
      ['409', 'another contact (`conflictId`) or associate (`rivalKey`) holds an identifier'],
      ['422', 'rejected, with `findings` in Spanish and English'],
    ],
  },
  {
    function: 'eraseAssociate',
    method: 'DELETE',
    path: '/api/associates/{numeroAsociado}',
    does: 'Removes what our tables hold of one associate, and says what remains elsewhere.',
    takes: [],
    answers: [
      ['200', '`removed` (counts by kind), `remains` (codes with what to do)'],
      ['404', '`ASSOCIATE_UNKNOWN`: nothing was held, and there is no row'],
    ],
  },
  {
    function: 'listReviews',
    method: 'GET',
    path: '/api/reviews',
    does: 'What waits for a person, by code and number.',
    takes: [
      ['`?code=`', 'reviews of this code only'],
      ['`?top=`', '1 to 200 a page, 50 where it is left out; a page may hold fewer'],
      ['`?continuation=`', 'as the page before ended with, URL-encoded'],
    ],
    answers: [
      ['200', '`reviews`, each as the latest outcome of an associate; `continuation` but for the last page'],
    ],
  },
  {
    function: 'replayReviews',
    method: 'POST',
    path: '/api/reviews/replay',
    does: 'Sends reviews again, past the fingerprint, in a run of their own.',
    takes: [
      ['`{"keys":["A-000123"]}`', 'these associates, at most 1,000'],
      ['`{"code":"POISON"}`', 'all reviews of this code'],
      ['`{"runId":"…"}`', 'the reviews whose latest outcome is of this run'],
      [
        '`{"since":"2026-11-22T00:00:00Z","until":"…"}`',
        'the reviews that opened in this time; `until` may be left out, and is not before `since`',
      ],
    ],
    answers: [
      [
        '202',
        '`runId`, `count`, `complete` (false: the rest follows by itself), `unknown` (numbers of which nothing is known)',
      ],
    ],
  },
  {
    function: 'startSync',
    method: 'POST',
    path: '/api/sync',
    does: 'Starts a run that takes longer than a request, or resumes the one under way.',
    takes: [
      ['`{"mode":"incremental"}`', 'detects changes now'],
      ['`{"mode":"full"}`', 'goes through the whole table'],
      [
        '`{"mode":"adopt","dryRun":false}`',
        'reads the portal and takes over contacts that were there before us',
      ],
      ['`{"mode":"verify","repair":false}`', 'reads HubSpot back and compares it with SQL Server'],
      ['`{"mode":"releaseDeletes"}`', 'lets the deletes go that the guard holds'],
      ['`"operation"`', 'beside any mode but the last: has to be what `SYNC_OPERATION` is'],
    ],
    answers: [['202', '`runId`; `resumed` where one was under way; of `releaseDeletes` `released`']],
  },
  {
    function: 'readSync',
    method: 'GET',
    path: '/api/sync/{runId}',
    does: 'How a run is.',
    takes: [],
    answers: [
      [
        '200',
        '`mode`, `startedAt`, `done`, `detected`, `counts` by outcome, `rejectedByCode`, `notInHubSpot`, `recordsPerMinute`, `secondsLeft`; of an adoption or a verification what it found',
      ],
      ['404', '`RUN_UNKNOWN`'],
    ],
  },
];

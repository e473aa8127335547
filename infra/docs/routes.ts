/** A route of the app as its caller sees it. A test holds name, method, path and access against what the built app registers. */
export interface Route {
  /** The function that answers. */
  readonly function: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the host, as `host.json` prefixes it. */
  readonly path: string;
  /** Without a key: it holds no data. */
  readonly open?: true;
  readonly does: string;
  /** Each parameter of the query, or form of the body, and what it is. */
  readonly takes: readonly (readonly [form: string, meaning: string])[];
  /** Each status and what comes with it. */
  readonly answers: readonly (readonly [status: string, meaning: string])[];
}

/** Every route answers these too. */
export const COMMON_ANSWERS: Route['answers'] = [
  [
    '400',
    'the request is not of the agreed form, or holds a parameter that is not known; `detail` says what to correct',
  ],
  ['401', 'no function key, or a wrong one'],
  ['413', 'the body is too large'],
  ['500', 'an unexpected error (`BUG`); the log has a line of the same time'],
  [
    '503',
    'SQL Server, HubSpot or Storage does not answer, or a setting is wrong; `detail` names it, `Retry-After` says when to ask again',
  ],
];

const outcome =
  '`numeroAsociado`, `outcome`, `code`, `message`, `properties`, `hubspotId`, `conflictId`, `rivalKey`, `since`, `cause`, `attempts`, `durationMs`, `runId`, `batchId`; never a value';

export const ROUTES: readonly Route[] = [
  {
    function: 'health',
    method: 'GET',
    path: '/api/health',
    does: 'How things are, for those who ask again and again: out of Storage only, in one language, with an `ETag`.',
    takes: [['`If-None-Match`', 'the `ETag` of the answer that the caller has']],
    answers: [
      [
        '200',
        '`healthy`, `since`, `troubles` (gravest first, each with the time since when), `ends` (SQL Server, HubSpot, queue, Storage: as the timer or the last full look saw them), `fullLook`, `circuit`, `timers` (last end, last try, next), `queue`, `lag`, `quota`, `deletes` that wait for a person, `counters` of 24 hours, `watermark`, `associates`, `contactUrl`. It names moments, no ages. What nobody knows is `null`',
      ],
      ['304', 'nothing has changed, whatever the status was'],
      ['503', 'the same as 200, when something is wrong'],
    ],
  },
  {
    function: 'metrics',
    method: 'GET',
    path: '/api/metrics',
    does: 'Counters over a time, by steps, and the eight targets as measured.',
    takes: [
      [
        '`?from=`',
        'a time; 24 hours before `to` where it is left out. Cut to whole steps; a day begins where it says',
      ],
      ['`?to=`', 'a time; now where it is left out'],
      ['`?step=`', '`minute` (records only), `hour` or `day`; at most 1,500 of them'],
      ['`If-None-Match`', 'the `ETag` of the answer that the caller has'],
    ],
    answers: [
      [
        '200',
        '`counted` (since when and until when), `columns` (a number for each step; `null` where nothing was counted), `totals`, `peak`, `lagMs`, `quotaMaxPercent`, and `targets`, each with `value`, `bound`, `met` and over what it was measured',
      ],
      ['304', 'nothing has changed'],
    ],
  },
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
      ['200', `${outcome}; \`verification\`: what the last one found of it`],
      ['404', '`ASSOCIATE_UNKNOWN`: nothing is held'],
    ],
  },
  {
    function: 'readHistory',
    method: 'GET',
    path: '/api/associates/{numeroAsociado}/history',
    does: 'The last ten changes of outcome or code of one associate.',
    takes: [],
    answers: [
      ['200', '`history`, newest first: `at`, `outcome`, `code`, `message`, `runId`; never a value'],
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
      ['422', 'rejected, with `findings`'],
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
    does: 'What waits for a person, newest first.',
    takes: [
      ['`?reviewCode=`', 'reviews of this code only (`code` is the host’s: the access key)'],
      ['`?since=`, `?until=`', 'those that opened in this time'],
      ['`?resent=`', '`never` sent again by hand, or `again`: and it came back'],
      ['`?seen=`', '`no`, `yes`, or `noted`: with a mark that says more than `lookedAt`'],
      ['`?top=`', '1 to 200 a page, 50 where it is left out; a page may hold fewer'],
      ['`?continuation=`', 'as the page before ended with, URL-encoded'],
    ],
    answers: [
      [
        '200',
        '`reviews`, each as the latest outcome of an associate, with `tries` and `seen`; `matching` and `matchingAgain` of the whole filter; `continuation` but for the last page',
      ],
    ],
  },
  {
    function: 'countReviews',
    method: 'GET',
    path: '/api/reviews/counts',
    does: 'How many reviews wait, by code: the same numbers as the list.',
    takes: [],
    answers: [
      ['200', '`total`, `byOutcome`, `newOfDay`, `oldestSince`, `resending` (on their way again), `byCode`'],
    ],
  },
  {
    function: 'replayReviews',
    method: 'POST',
    path: '/api/reviews/replay',
    does: 'Sends reviews again, past the fingerprint, in a run of their own. They leave the list, and come back only if they fail again.',
    takes: [
      ['`{"keys":["A-000123"]}`', 'these associates, at most 1,000'],
      ['`{"code":"POISON"}`', 'all reviews of this code'],
      ['`{"runId":"…"}`', 'the reviews whose latest outcome is of this run'],
      ['`{"since":"2026-11-22T00:00:00Z","until":"…"}`', 'the reviews that opened in this time'],
      ['`"resent"`, `"seen"`', 'as of the list; all but `keys` go together'],
      ['`"limit"`', 'beside any but `keys`: only so many, the newest first, at most 1,000'],
      ['`"name"`', 'what the list of runs calls it'],
    ],
    answers: [
      [
        '202',
        '`runId`, `count`, `complete` (false: the rest follows by itself), `unknown` (numbers of which nothing is known)',
      ],
    ],
  },
  {
    function: 'markReviews',
    method: 'POST',
    path: '/api/reviews/seen',
    does: 'Notes what a person has done about reviews. The mark goes with the review.',
    takes: [
      [
        '`{"keys":["A-000123"],"mark":"askedMember"}`',
        'these associates, at most 1,000; `lookedAt`, `askedMember`, `mergedInHubSpot`, `rowCorrected` or `ignored`',
      ],
    ],
    answers: [['200', '`marked`, `unknown` (numbers that have no review)']],
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
      ['`"name"`', 'beside any mode: what the list of runs calls it'],
      ['`"resume"`', 'beside `full`, `adopt` and `verify`: the cancelled run that is to go on'],
      ['`"operation"`', 'beside any mode but the last: has to be what `SYNC_OPERATION` is'],
    ],
    answers: [
      ['202', '`runId`; `resumed` where one was under way, or goes on; of `releaseDeletes` `released`'],
      ['409', '`RUN_NOT_RESUMABLE`'],
    ],
  },
  {
    function: 'listSyncs',
    method: 'GET',
    path: '/api/sync',
    does: 'Runs, newest first, without detections that found nothing and resyncs of one associate.',
    takes: [
      ['`?top=`', '1 to 200 a page, 50 where it is left out; a page may hold fewer'],
      ['`?continuation=`', 'as the page before ended with, URL-encoded'],
    ],
    answers: [['200', '`runs`, each as by itself; `continuation` but for the last page']],
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
        '`mode`, `name`, `state`, `done`, `startedAt`, `endedAt`, `durationMs`, `detected`, `counts` by outcome, `rejectedByCode`, `notInHubSpot`, `processed` of `total`, `recordsPerMinute`, `secondsLeft`, `cancelledAt`, `canCancel`, `canResume`; of an adoption or a verification what it found. What nobody knows is `null`',
      ],
      ['404', '`RUN_UNKNOWN`'],
    ],
  },
  {
    function: 'listReports',
    method: 'GET',
    path: '/api/reports',
    does: 'The weeks that have a report, newest first.',
    takes: [['`If-None-Match`', 'the `ETag` of the answer that the caller has']],
    answers: [
      ['200', '`reports`, each with `week` (its Monday), `from` and `to`'],
      ['304', 'nothing has changed'],
    ],
  },
  {
    function: 'readReport',
    method: 'GET',
    path: '/api/reports/{week}',
    does: 'The report of a week, by its Monday in Costa Rica (`2026-11-23`): what it came to, and the week before.',
    takes: [
      [
        '`?format=html`',
        'one HTML file to keep, in the language asked for: no script, nothing to load, to be read anywhere',
      ],
      ['`If-None-Match`', 'the `ETag` of the answer that the caller has'],
    ],
    answers: [
      [
        '200',
        '`figures` (`detected`, `totals`, `inHubSpotPercent`, `lagMs`, `quotaMaxPercent`, `drifted` of the last verification, `openReviews`, `byCode`), the same of the week `before`, `targets` as they were, `oldestReviews` by code, `madeAt`, and `counted`: since when and until when. It names no associate. What nobody knows is `null`',
      ],
      ['304', 'nothing has changed'],
      ['404', '`REPORT_UNKNOWN`'],
    ],
  },
  {
    function: 'operations',
    method: 'GET',
    path: '/api/operations',
    open: true,
    does: 'The operations page: its shell, without data. The key is asked for in the page.',
    takes: [],
    answers: [
      ['200', 'HTML, compressed as `Accept-Encoding` allows; `ETag`'],
      ['304', 'it is the one of `If-None-Match`'],
    ],
  },
  {
    function: 'operationsAsset',
    method: 'GET',
    path: '/api/operations/{file}',
    open: true,
    does: 'A script, style or picture of the page, whose name changes with its content.',
    takes: [],
    answers: [
      ['200', 'the file, to be kept for a year'],
      ['404', 'this version has no such file'],
    ],
  },
  {
    function: 'cancelSync',
    method: 'DELETE',
    path: '/api/sync/{runId}',
    does: 'Stops what a run produces. What is on the queue is still written and counted, no position moves, and it does not begin again by itself.',
    takes: [],
    answers: [
      ['200', '`state` is `cancelled`: nothing of it was on the queue'],
      ['202', '`state` is `cancelling`, with `pending` records that are still written'],
      ['404', '`RUN_UNKNOWN`'],
      ['409', '`RUN_ENDED`; `RUN_NOT_CANCELLABLE`: all of it is on the queue'],
    ],
  },
  {
    function: 'openapi',
    method: 'GET',
    path: '/api/openapi.json',
    does: 'These routes as OpenAPI 3.1, out of the schemas of their answers.',
    takes: [],
    answers: [['200', 'the document']],
  },
];

import { describe, expect, it } from 'vitest';
import { type AdoptionRun, foundBy, NO_COUNTS } from '../../../shared/sync/adopt/adoptionState.ts';
import type { RunSummary } from '../../../shared/sync/counters/tallyRun.ts';
import { type RunSurroundings, toRun } from '../../../shared/sync/runs/toRun.ts';
import {
  foundBy as foundByVerification,
  NOTHING_FOUND,
  type VerificationRun,
} from '../../../shared/sync/verify/verificationState.ts';

const ID = '20261127T200000Z-0000000a';
const BEGUN = Date.parse('2026-11-27T20:00:00Z');
const iso = (seconds: number) => new Date(BEGUN + seconds * 1_000).toISOString();

const AROUND: RunSurroundings = {
  ...{ now: BEGUN + 120_000, adoption: undefined, verification: undefined, fullPassRun: undefined },
  ...{ stoppedPassRun: undefined, isPaused: false, associates: 1_000 },
};

/** A run two minutes after its beginning: 100 records on the queue, of which 40 are at their end. */
const summary = (change: Partial<RunSummary> = {}): RunSummary => ({
  ...{ runId: ID, isResync: false, detected: 100, counts: { updated: 39, rejected: 1, pending: 60 } },
  ...{ rejectedByCode: { EMAIL_INVALID: 1 }, notInHubSpot: 0, compared: 0, hours: {} },
  ...{ lastEndAt: iso(90), storedAt: iso(100) },
  ...change,
});
const DONE = { counts: { updated: 100 } };

const adoption = (change: Partial<AdoptionRun> = {}): AdoptionRun => ({
  ...{ runId: ID, dryRun: false, phase: 'read', batches: 0, startedAt: iso(0) },
  counts: { ...NO_COUNTS, contacts: 500 },
  ...change,
});
const verification = (change: Partial<VerificationRun> = {}): VerificationRun => ({
  ...{
    runId: ID,
    repair: true,
    phase: 'rows',
    afterKey: 'K9',
    pages: 3,
    startedAt: iso(0),
    drift: { email: 2 },
  },
  counts: { ...NOTHING_FOUND.counts, checked: 290, same: 288, drifted: 2, skipped: 10 },
  keys: { drifted: ['K1', 'K2'], missing: [], gone: [] },
  ...change,
});

describe('the state of a run', () => {
  it.each<[string, Partial<RunSummary>, Partial<RunSurroundings>, object]>([
    ['has records that are pending', {}, {}, { state: 'running', canCancel: true }],
    [
      'waits until a person has mended something',
      {},
      { isPaused: true },
      { state: 'paused', canCancel: true },
    ],
    ['has nothing pending', DONE, {}, { state: 'ended', canCancel: false }],
    ['has nothing pending, whatever waits elsewhere', DONE, { isPaused: true }, { state: 'ended' }],
    ['is still selecting', { ...DONE, mode: 'replay', stage: 'selecting' }, {}, { state: 'running' }],
    ['has selected all', { ...DONE, mode: 'replay', stage: 'ended' }, {}, { state: 'ended' }],
    [
      'has its full pass on',
      { ...DONE, mode: 'full', stage: 'ended' },
      { fullPassRun: ID },
      { state: 'running' },
    ],
    [
      'has another full pass on',
      { ...DONE, mode: 'full', stage: 'ended' },
      { fullPassRun: 'other' },
      { state: 'ended' },
    ],
    ['was given up', { ...DONE, stage: 'givenUp' }, {}, { state: 'failed', canCancel: false }],
    ['was given up, and is still written', { stage: 'givenUp' }, {}, { state: 'running' }],
    [
      'was cancelled, and is still written',
      { cancelledAt: iso(1) },
      {},
      { state: 'cancelling', canCancel: false },
    ],
    [
      'was cancelled',
      { ...DONE, cancelledAt: iso(1) },
      {},
      { state: 'cancelled', canCancel: false, canResume: false },
    ],
    [
      'was stopped',
      { ...DONE, cancelledAt: iso(1) },
      { stoppedPassRun: ID },
      { state: 'cancelled', canResume: true },
    ],
    ['began anew after it was stopped', {}, { stoppedPassRun: ID }, { state: 'running', canResume: false }],
    ['is of one associate', { isResync: true }, {}, { mode: 'resync', canCancel: false }],
    ['releases deletes', { mode: 'releaseDeletes' }, {}, { mode: 'releaseDeletes', canCancel: false }],
    ['reads the portal', { mode: 'adopt', ...DONE }, { adoption: adoption() }, { state: 'running' }],
    [
      'has read and written',
      { mode: 'adopt', ...DONE },
      { adoption: adoption({ phase: 'done' }) },
      { state: 'ended' },
    ],
    ['compares', { mode: 'verify', ...DONE }, { verification: verification() }, { state: 'running' }],
    ['was followed by another', { mode: 'verify', stage: 'selecting', ...DONE }, {}, { state: 'ended' }],
    [
      'was cancelled while it compared',
      { mode: 'verify', ...DONE, cancelledAt: iso(1) },
      { verification: verification() },
      { state: 'cancelled', canResume: true },
    ],
    [
      'was cancelled when it was done',
      { mode: 'adopt', ...DONE, cancelledAt: iso(1) },
      { adoption: adoption({ phase: 'done' }), stoppedPassRun: ID },
      { state: 'cancelled', canResume: false },
    ],
  ])('that %s', (_, change, around, says) => {
    const run = toRun(summary(change), { ...AROUND, ...around });
    expect(run).toMatchObject(says);
    expect(run.done).toBe(['ended', 'cancelled', 'failed'].includes(run.state));
    expect(run.endedAt === null).toBe(!run.done);
    if (run.done) expect(run.secondsLeft).toBe(0);
  });
});

describe('how far a run is', () => {
  it('is told by its account: so many of so many, at a pace, with the time that it still takes', () => {
    expect(toRun(summary({ name: 'Lunes' }), AROUND)).toEqual({
      ...{ runId: ID, mode: 'incremental', name: 'Lunes', state: 'running', done: false },
      ...{ startedAt: '2026-11-27T20:00:00Z', endedAt: null, durationMs: null, detected: 100 },
      counts: {
        ...{
          created: 0,
          updated: 39,
          unchanged: 0,
          adopted: 0,
          rejected: 1,
          conflict: 0,
          failed: 0,
          deleted: 0,
        },
        pending: 60,
      },
      ...{ rejectedByCode: { EMAIL_INVALID: 1 }, notInHubSpot: 0, processed: 40, total: 100 },
      ...{ recordsPerMinute: 20, secondsLeft: 180, cancelledAt: null, canCancel: true, canResume: false },
    });
  });

  it.each<[string, Partial<RunSummary>, Partial<RunSurroundings>, object]>([
    [
      'a run over the table has the table before it',
      { mode: 'full' },
      {},
      { total: 1_000, secondsLeft: 2_880 },
    ],
    ['and a reconciliation', { mode: 'reconcile', compared: 200 }, {}, { processed: 240, total: 1_000 }],
    [
      'of a table that nobody has counted',
      { mode: 'full' },
      { associates: null },
      { total: null, secondsLeft: null },
    ],
    ['of a table that has grown', { mode: 'full' }, { associates: 10 }, { total: 100 }],
    ['one that still selects', { mode: 'replay', stage: 'selecting' }, {}, { total: null }],
    ['one that has selected', { mode: 'replay', stage: 'ended' }, {}, { total: 100 }],
    ['one that is paused', {}, { isPaused: true }, { total: 100, secondsLeft: null }],
    [
      'one that has not begun',
      { counts: { pending: 100 } },
      {},
      { processed: 0, recordsPerMinute: null, secondsLeft: null },
    ],
    [
      'an adoption counts contacts',
      { mode: 'adopt' },
      { adoption: adoption() },
      { processed: 500, total: null, recordsPerMinute: 250 },
    ],
    [
      'a verification rows',
      { mode: 'verify' },
      { verification: verification() },
      { processed: 300, total: 1_000 },
    ],
    ['one that has ended', DONE, {}, { processed: 100, total: 100, endedAt: iso(90), durationMs: 90_000 }],
    ['by its note', { ...DONE, endedAt: iso(95) }, {}, { endedAt: iso(95) }],
    ['or before its last batch', { ...DONE, endedAt: iso(80) }, {}, { endedAt: iso(90) }],
    [
      'or when it was stored',
      { ...DONE, lastEndAt: undefined },
      {},
      { endedAt: iso(100), durationMs: 100_000 },
    ],
    ['within a second', { ...DONE, lastEndAt: iso(0) }, {}, { durationMs: 1_000 }],
  ])('%s', (_, change, around, says) => {
    expect(toRun(summary(change), { ...AROUND, ...around })).toMatchObject(says);
  });
});

describe('what a run has found', () => {
  it('is in the document of the run that began last, else in its note', () => {
    const now = toRun(summary({ mode: 'adopt' }), { ...AROUND, adoption: adoption() });
    const found = { phase: 'read', dryRun: false, ...NO_COUNTS, contacts: 500 };
    expect([now.adoption, now.verification]).toEqual([found, undefined]);
    const later = toRun(summary({ mode: 'adopt', found: foundBy(adoption()) }), AROUND);
    expect([later.adoption, later.verification]).toEqual([found, undefined]);
    const other = {
      ...AROUND,
      adoption: adoption({ runId: 'other' }),
      verification: verification({ runId: 'other' }),
    };
    const none = toRun(summary({ mode: 'adopt' }), other);
    expect([none.adoption, none.verification]).toEqual([undefined, undefined]);
  });

  it('of a verification has keys only while it is the last', () => {
    const { counts, drift, keys } = verification();
    const now = toRun(summary({ mode: 'verify' }), { ...AROUND, verification: verification() });
    expect(now.verification).toEqual({ phase: 'rows', repair: true, counts, drift, keys });
    const later = toRun(summary({ mode: 'verify', found: foundByVerification(verification()) }), AROUND);
    expect(later.verification).toEqual({
      phase: 'rows',
      repair: true,
      counts,
      drift,
      keys: NOTHING_FOUND.keys,
    });
    expect(later.adoption).toBeUndefined();
  });
});

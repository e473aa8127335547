import { describe, expect, it } from 'vitest';
import {
  digestAnswer,
  type Findings,
  MAX_PAUSE_MS,
  mergeFindings,
  NO_FINDINGS,
  type ObservedAnswer,
} from '../../../../shared/hubspot/rate/answerFindings.ts';
import { applyFindings, mustBeAnnounced } from '../../../../shared/hubspot/rate/applyFindings.ts';
import { ratePolicies, slotSpanMs } from '../../../../shared/hubspot/rate/ratePolicy.ts';
import { EMPTY_ROW } from '../../../../shared/hubspot/rate/rateRow.ts';
import { KEPT_MS } from '../../../../shared/hubspot/rate/trimRow.ts';
import type { EndpointKind, RateRow } from '../../../../shared/sync/ports/rateStore.ts';
import { answer } from './support.ts';

const NOW = 1_790_000_000_000;
const policies = ratePolicies(100);
const policy = policies.standard;

const rowOf = (change: Partial<RateRow>): RateRow => ({ ...EMPTY_ROW, ...change });
const found = (change: Partial<Findings>): Findings => ({ ...NO_FINDINGS, ...change });
const digest = (
  observed: ObservedAnswer,
  {
    kind = 'standard',
    row = 'standard',
    transitMs,
  }: { kind?: EndpointKind; row?: EndpointKind; transitMs?: number } = {},
) => digestAnswer(observed, transitMs, kind, row, NOW, policies[row]);
const search = { kind: 'search', row: 'search' } as const;

describe('an answer tells', () => {
  it.each<[string, ObservedAnswer, Parameters<typeof digest>[1], Partial<Findings>]>([
    ['nothing but that it was let in', answer(200), {}, { letInAt: NOW }],
    ['that what was in it was looked at', answer(400), {}, { letInAt: NOW }],
    ['nothing of a server that fails', answer(500), {}, {}],
    [
      'the limit and its use',
      answer(200, { max: 100, remaining: 30 }),
      {},
      { letInAt: NOW, ceiling: { max: 100, seenAt: NOW }, usage: { used: 70, max: 100, at: NOW } },
    ],
    ['the limit alone', answer(200, { max: 100 }), {}, { letInAt: NOW, ceiling: { max: 100, seenAt: NOW } }],
    [
      'no use of another window',
      answer(200, { max: 100, remaining: 30, intervalMs: 1_000 }),
      {},
      { letInAt: NOW, ceiling: { max: 100, seenAt: NOW } },
    ],
    ['no use without the limit', answer(200, { remaining: 30 }), {}, { letInAt: NOW }],
    [
      'nothing of the limit of another endpoint',
      answer(200, { max: 100, remaining: 30 }),
      { kind: 'search' },
      { letInAt: NOW },
    ],
    ['nothing of a search limit', answer(200, { max: 100, remaining: 30 }), search, { letInAt: NOW }],
    [
      'the quota of the day',
      answer(200, { daily: 9, dailyRemaining: 4 }),
      {},
      { letInAt: NOW, day: { limit: 9, remaining: 4, at: NOW } },
    ],
    ['no half of it', answer(200, { daily: 9 }), {}, { letInAt: NOW }],
    [
      'how long it was under way',
      answer(200),
      { transitMs: 80 },
      { letInAt: NOW, transit: { ms: 80, seenAt: NOW } },
    ],
    ['that only to its own row', answer(200), { row: 'search', transitMs: 80 }, { letInAt: NOW }],
  ])('%s', (_, observed, of, says) => {
    expect(digest(observed, of)).toEqual(found(says));
  });

  it.each<[string, ObservedAnswer, Parameters<typeof digest>[1], number]>([
    ['a window', answer(429), {}, 10_000],
    ['as long as it says', { ...answer(429), retryAfterMs: 1_500 }, {}, 1_500],
    ['its interval', answer(429, { intervalMs: 7_000 }), {}, 7_000],
    ['five minutes at most', { ...answer(429), retryAfterMs: 9_999_999 }, {}, MAX_PAUSE_MS],
    ['not, for the other endpoint', answer(429), { row: 'search' }, 0],
    ['a search its second', answer(429), search, 1_000],
    [
      'a search whose answer names the other limit',
      { ...answer(429), policy: 'rolling' },
      { kind: 'search' },
      10_000,
    ],
    ['not, for the quota of the day', { ...answer(429), policy: 'daily' }, {}, 0],
    ['two seconds where the account is locked', answer(423), {}, 2_000],
    ['longer where it says so', { ...answer(423), retryAfterMs: 5_000 }, {}, 5_000],
    [
      'everybody where the account moves',
      { ...answer(477), retryAfterMs: 60_000 },
      { row: 'search' },
      60_000,
    ],
  ])('who has to pause: %s', (_, observed, of, ms) => {
    expect(digest(observed, of).pausedUntil).toBe(ms === 0 ? 0 : NOW + ms);
  });

  it('since when the quota of the day is used up', () => {
    expect(digest({ ...answer(429), policy: 'daily' }).dayRefusedAt).toBe(NOW);
    expect(digest(answer(429)).dayRefusedAt).toBe(0);
  });
});

it('of several answers the later word counts, and what only the earlier says stays', () => {
  const one = found({
    pausedUntil: 5,
    dayRefusedAt: 2,
    letInAt: 9,
    ceiling: { max: 1, seenAt: 1 },
    day: { limit: 1, remaining: 1, at: 1 },
  });
  const two = found({
    pausedUntil: 3,
    dayRefusedAt: 4,
    letInAt: 1,
    ceiling: { max: 2, seenAt: 2 },
    transit: { ms: 1, seenAt: 1 },
    usage: { used: 1, max: 1, at: 1 },
  });
  const both = {
    pausedUntil: 5,
    dayRefusedAt: 4,
    letInAt: 9,
    ceiling: two.ceiling,
    day: one.day,
    transit: two.transit,
    usage: two.usage,
  };
  expect(mergeFindings(one, two)).toEqual(both);
  expect(mergeFindings(two, one)).toEqual({ ...both, ceiling: one.ceiling });
});

describe('a row takes from what was found', () => {
  const apply = (row: Partial<RateRow>, findings: Partial<Findings>) =>
    applyFindings(rowOf(row), found(findings), NOW, policy);

  it('the later limit, quota and pause', () => {
    const [old, young] = [
      { max: 1, seenAt: NOW - 1 },
      { max: 2, seenAt: NOW },
    ];
    expect(apply({ ceiling: old }, { ceiling: young }).ceiling).toEqual(young);
    expect(apply({ ceiling: young }, { ceiling: old }).ceiling).toEqual(young);
    expect(apply({ ceiling: old }, {}).ceiling).toEqual(old);
    const [yesterday, today] = [
      { limit: 1, remaining: 0, at: NOW - 1 },
      { limit: 1, remaining: 1, at: NOW },
    ];
    expect(apply({ day: yesterday }, { day: today }).day).toEqual(today);
    expect(apply({ day: today }, { day: yesterday }).day).toEqual(today);
    expect(apply({ pausedUntil: 7 }, { pausedUntil: 5 }).pausedUntil).toBe(7);
    expect(apply({ pausedUntil: 5 }, { pausedUntil: 7 }).pausedUntil).toBe(7);
  });

  it('the slowest time under way, until none as slow was seen for a minute', () => {
    const [slow, quick] = [
      { ms: 90, seenAt: NOW - 60_000 },
      { ms: 10, seenAt: NOW },
    ];
    expect(apply({ transit: slow }, { transit: quick }).transit).toEqual(slow);
    expect(apply({ transit: { ...slow, seenAt: NOW - 60_001 } }, { transit: quick }).transit).toEqual(quick);
    expect(apply({ transit: quick }, { transit: { ms: 10, seenAt: NOW + 1 } }).transit?.seenAt).toBe(NOW + 1);
    expect(apply({ transit: slow }, {}).transit).toEqual(slow);
    expect(apply({}, { transit: quick }).transit).toEqual(quick);
  });

  it('requests of others: those of the window that are not booked, where they are more than answers on their way', () => {
    const span = slotSpanMs(EMPTY_ROW, policy);
    // The first has left the window; the last comes after the answer.
    const slots = [NOW - span, NOW - span + 1, NOW - 1, NOW, NOW + 1];
    const usage = (used: number, at = NOW) => ({ usage: { used, max: 100, at } });
    expect(apply({ slots }, usage(20)).foreign).toEqual({ count: 17, until: NOW + 10_000 });
    expect(apply({ slots }, usage(8)).foreign).toBeNull();
    expect(apply({ slots }, usage(9)).foreign).toEqual({ count: 6, until: NOW + 10_000 });
    const before = { count: 50, until: NOW + 1 };
    expect(apply({ slots, foreign: before }, usage(8)).foreign).toEqual(before);
    expect(apply({ foreign: before }, usage(80, NOW - KEPT_MS - 1)).foreign).toEqual(before);
    expect(apply({}, usage(80, NOW - KEPT_MS)).foreign).toMatchObject({ count: 80 });
  });

  it('the end of the day’s quota, until a request is let in that left after all others were answered', () => {
    expect(apply({}, {}).dayRefusedAt).toBeNull();
    expect(apply({}, { dayRefusedAt: NOW }).dayRefusedAt).toBe(NOW);
    expect(apply({ dayRefusedAt: NOW - 60_000 }, { letInAt: NOW }).dayRefusedAt).toBe(NOW - 60_000);
    expect(apply({ dayRefusedAt: NOW - 60_001 }, { letInAt: NOW }).dayRefusedAt).toBeNull();
  });
});

it('the others must know at once of a pause, of a lane that stops, and of a limit that falls', () => {
  const announced = (before: Partial<RateRow>, after: Partial<RateRow>) =>
    mustBeAnnounced(rowOf(before), rowOf(after), NOW, policy);
  const ceiling = (max: number) => ({ ceiling: { max, seenAt: NOW } });
  const day = (remaining: number) => ({ day: { limit: 100, remaining, at: NOW } });
  expect(announced({}, {})).toBe(false);
  expect(announced({}, { pausedUntil: NOW })).toBe(true);
  expect(announced({ pausedUntil: NOW }, { pausedUntil: NOW })).toBe(false);
  expect(announced(day(11), day(10))).toBe(true);
  expect(announced(day(50), day(40))).toBe(false);
  // 90 of 100 are no news; 89 are.
  expect(announced({}, ceiling(93))).toBe(false);
  expect(announced({}, ceiling(92))).toBe(true);
});

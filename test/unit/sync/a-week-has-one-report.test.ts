import { beforeEach, describe, expect, it } from 'vitest';
import { reportSchema } from '../../../shared/answers/reports.ts';
import type { ReviewCounts } from '../../../shared/answers/reviews.ts';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import type { InBoth } from '../../../shared/outcomes/inBoth.ts';
import { OUTCOME_CODES } from '../../../shared/outcomes/outcomeCodes.ts';
import { forgetOld } from '../../../shared/sync/counters/forgetOld.ts';
import { DAY_MS, EMPTY, HOUR_MS, hourOf, hourRow, META_ROW } from '../../../shared/sync/counters/hours.ts';
import { readMetrics } from '../../../shared/sync/counters/readMetrics.ts';
import { NOTHING, type Tally } from '../../../shared/sync/counters/tally.ts';
import type { CounterRows } from '../../../shared/sync/ports/counterRows.ts';
import { isReportMissed } from '../../../shared/sync/weekly/isReportMissed.ts';
import { listReports } from '../../../shared/sync/weekly/listReports.ts';
import { makeReport } from '../../../shared/sync/weekly/makeReport.ts';
import { readReport } from '../../../shared/sync/weekly/reportRows.ts';
import { lastWholeWeek, weekBefore, weekNamed } from '../../../shared/sync/weekly/week.ts';
import { counterRowsInMemory } from '../../support/inMemory.ts';

/** Monday in Costa Rica, six in the morning. */
const NOW = Date.UTC(2026, 10, 30, 12);
const WEEK = { week: '2026-11-23', from: Date.UTC(2026, 10, 23, 6), to: Date.UTC(2026, 10, 30, 6) };

let rows: CounterRows;
let now = NOW;
beforeEach(() => {
  rows = counterRowsInMemory();
  now = NOW;
});

const storing = async (name: string, value: object) =>
  rows.commit([{ name, text: JSON.stringify(value), etag: (await rows.read([name])).get(name)?.etag }]);
const countedSince = (since: number) =>
  storing(META_ROW, {
    since: new Date(since).toISOString(),
    until: new Date(NOW).toISOString(),
    open: {},
  });
const hour = (begin: number, tally: Partial<Tally>) =>
  storing(hourRow(hourOf(begin)), { ...EMPTY, tally: { ...NOTHING, ...tally } });

const NO_REVIEWS: InBoth<ReviewCounts> = {
  at: new Date(NOW).toISOString(),
  total: 0,
  byOutcome: { rejected: 0, conflict: 0, failed: 0 },
  newOfDay: 0,
  oldestSince: null,
  resending: 0,
  byCode: [],
};
const make = (reviews = NO_REVIEWS) => {
  const nothing = { verification: undefined, standing: undefined, lagSince: undefined, missedNow: 0 };
  const measured = async () => ({ now, ...nothing });
  return makeReport({
    metrics: (query) => readMetrics(query, { rows, measured }),
    rows,
    reviews: async () => reviews,
    verification: async () => ({ endedAt: '2026-11-29T12:00:00.000Z', counts: { checked: 50, same: 48 } }),
    retentionDays: 90,
    clock: { now: () => now },
  });
};

describe('a week', () => {
  it('goes from Monday to Sunday in Costa Rica, and is over with the last minute of Sunday there', () => {
    expect(lastWholeWeek(NOW)).toEqual(WEEK);
    expect(lastWholeWeek(WEEK.to)).toEqual(WEEK);
    expect(lastWholeWeek(WEEK.to - 1).week).toBe('2026-11-16');
    expect(weekNamed('2026-11-23')).toEqual(WEEK);
    expect(weekBefore(WEEK)).toEqual(weekNamed('2026-11-16'));
  });

  it.each(['2026-11-24', '2026-02-30', '26-11-23', '2026-11-23T00:00:00Z', '+002026-11-23', ''])(
    '"%s" is the Monday of none',
    (text) => expect(weekNamed(text)).toBeUndefined(),
  );
});

describe('the report of a week', () => {
  beforeEach(() => countedSince(NOW - 60 * DAY_MS));

  it('has the hours of the week, and no others', async () => {
    await hour(WEEK.from - HOUR_MS, { outcomes: { created: 1 } });
    await hour(WEEK.from, { outcomes: { created: 20 } });
    await hour(WEEK.to - HOUR_MS, { outcomes: { created: 300 } });
    await hour(WEEK.to, { outcomes: { created: 4_000 } });
    const report = await make();
    expect(report?.figures.totals.outcomes.created).toBe(320);
    expect(report?.figures.drifted).toMatchObject({ contacts: 2, of: 50 });
  });

  it('is none where nothing was counted before its end', async () => {
    await countedSince(WEEK.to);
    expect(await make()).toBeUndefined();
    await countedSince(WEEK.to - 1);
    expect(await make()).toBeDefined();
  });

  it('is made once, and listed with the others, newest first', async () => {
    const first = await make();
    now += HOUR_MS;
    expect(await make()).toBeUndefined();
    expect(await readReport('2026-11-23', rows)).toEqual(first);
    now = NOW + 7 * DAY_MS;
    expect((await make())?.week).toBe('2026-11-30');
    const { reports } = await listReports(rows);
    expect(reports.map(({ week }) => week)).toEqual(['2026-11-30', '2026-11-23']);
  });

  it('has of the week before what its report says, else what the counters have, if they have all of it', async () => {
    await countedSince(WEEK.from - 7 * DAY_MS);
    await hour(WEEK.from - HOUR_MS, { outcomes: { created: 7 } });
    const first = await make({ ...NO_REVIEWS, total: 12 });
    expect(first?.before).toMatchObject({ totals: { records: 7 }, openReviews: null, drifted: null });
    now = NOW + 7 * DAY_MS;
    expect((await make())?.before).toEqual(first?.figures);

    rows = counterRowsInMemory();
    now = NOW;
    await countedSince(WEEK.from - 7 * DAY_MS + 1);
    await hour(WEEK.from - HOUR_MS, { outcomes: { created: 7 } });
    expect((await make())?.before).toBeNull();
  });

  it('names what has waited longest by code, five of them at most, and nobody', async () => {
    const byCode = ['A', 'B', 'C', 'D', 'E', 'F'].map((code, at) => ({
      code,
      outcome: 'rejected' as const,
      message: { es: '', en: '' },
      reviews: at + 1,
      again: 0,
      unseen: 0,
      oldestSince: `2026-11-${20 - at}T00:00:00.000Z`,
      newestSince: '2026-11-29T00:00:00.000Z',
    }));
    const report = await make({ ...NO_REVIEWS, total: 21, byCode });
    expect(report?.oldestReviews.map(({ code, reviews }) => [code, reviews])).toEqual([
      ['F', 6],
      ['E', 5],
      ['D', 4],
      ['C', 3],
      ['B', 2],
    ]);
  });

  it('takes less than 32 KiB, with every code that there is', async () => {
    const codes = [...Object.keys(FINDINGS), ...Object.keys(OUTCOME_CODES)];
    expect(codes.length).toBeGreaterThan(60);
    const all = Object.fromEntries(codes.map((code) => [code, 1_000_000]));
    await hour(WEEK.from, { rejectedByCode: all, othersByCode: all });
    await hour(WEEK.from - HOUR_MS, { rejectedByCode: all, othersByCode: all });
    const report = await make();
    expect(report?.before?.byCode).toHaveLength(50);
    expect(Buffer.byteLength(JSON.stringify(reportSchema.parse(report)))).toBeLessThan(32_768);
  });

  it('goes after 400 days, as the days do', async () => {
    await make();
    const records = { changed: async () => [], record: () => Promise.reject(), forget: async () => 0 };
    const forgetAfter = (days: number) =>
      forgetOld(90, { records, rows, clock: { now: () => WEEK.from + days * DAY_MS } });
    await forgetAfter(400);
    expect((await listReports(rows)).reports).toHaveLength(1);
    await forgetAfter(402);
    expect((await listReports(rows)).reports).toEqual([]);
  });
});

describe('a report is missed', () => {
  const monday = parseNcrontab('0 0 12 * * 1');

  it('once its timer was due after the week and there is none', async () => {
    expect(await isReportMissed(monday, NOW - 1, rows)).toBe(false);
    expect(await isReportMissed(monday, NOW + 60_000, rows)).toBe(false);
    expect(await isReportMissed(monday, NOW + DAY_MS, rows)).toBe(true);
    await countedSince(WEEK.from);
    await make();
    expect(await isReportMissed(monday, NOW + DAY_MS, rows)).toBe(false);
  });

  it('never while its schedule cannot be read', async () => {
    expect(await isReportMissed(undefined, NOW + DAY_MS, rows)).toBe(false);
  });
});

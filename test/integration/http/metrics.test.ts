import { describe, expect, it } from 'vitest';
import { healthSchema } from '../../../shared/answers/health.ts';
import { type Metrics, metricsSchema } from '../../../shared/answers/metrics.ts';
import { reviewCountsSchema } from '../../../shared/answers/reviews.ts';
import { inventAssociates } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const ROWS = 250;
const system = useSystem();

const read = async (query = ''): Promise<Metrics> =>
  metricsSchema.parse(await (await system().call('GET', `metrics${query}`)).json());
const sum = (column: readonly (number | null)[] = []) =>
  column.reduce<number>((total, value) => total + (value ?? 0), 0);

describe('GET /api/metrics', () => {
  it('is null, and not nought, while nothing is counted', async () => {
    const { counted, columns, targets, peak } = await read();
    expect({ counted, peak }).toEqual({ counted: null, peak: null });
    expect(new Set(columns.records)).toEqual(new Set([null]));
    expect(targets).toHaveLength(8);
    expect(targets.map(({ met }) => met)).toEqual(Array.from({ length: 8 }, () => null));
  });

  it('says of every step, in sum and at its peak the same as the counters of health', async () => {
    await system().members.insert(
      inventAssociates(ROWS, { seed: 3, faultyShare: 0.1 }).map(({ row }) => row),
    );
    await system().tick();
    await system().tick();
    const { lastDay } = healthSchema.parse(await (await system().call('GET', 'health')).json()).counters;

    const hours = await read('?step=hour');
    expect(hours.totals).toEqual(lastDay);
    expect(hours.totals.records).toBe(ROWS);
    expect(hours.totals.outcomes.rejected).toBeGreaterThan(0);
    const { columns } = hours;
    expect(sum(columns.records)).toBe(ROWS);
    expect(sum(columns.created)).toBe(hours.totals.outcomes.created);
    expect(sum(columns.calls)).toBe(hours.totals.calls);
    expect(columns.records?.at(0)).toBeNull();
    expect(columns.ticksEnded?.at(-1)).toBeGreaterThanOrEqual(2);

    const minutes = await read('?step=minute');
    expect(Object.keys(minutes.columns)).toEqual(['records']);
    expect(minutes.columns.records).toHaveLength(
      (Date.parse(minutes.to) - Date.parse(minutes.from)) / 60_000,
    );
    expect(sum(minutes.columns.records)).toBe(ROWS);
    expect(Math.max(...(minutes.columns.records ?? []).map(Number))).toBe(minutes.peak?.records);

    const from = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 86_400_000).toISOString();
    const days = await read(`?step=day&from=${from}`);
    expect(days.columns.records).toHaveLength(3);
    expect(sum(days.columns.records)).toBe(ROWS);
  });

  it('measures the targets over what was counted, and says over what', async () => {
    await system().call('POST', 'sync', { mode: 'verify' });
    await system().settle();
    expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
    await system().settle();
    const { targets, totals } = await read();
    const { total } = reviewCountsSchema.parse(await (await system().call('GET', 'reviews/counts')).json());
    const target = (name: string) => targets.find((one) => one.name === name);
    expect(target('errors')).toMatchObject({ value: 0, met: true, part: 0, whole: totals.records });
    expect(target('batchTime')).toMatchObject({
      value: totals.batchMs?.mean,
      extremeMs: totals.batchMs?.p95,
    });
    expect(target('throughput')).toMatchObject({
      value: (totals.records / totals.busyMs) * 3_600_000,
      met: true,
      whole: totals.records,
    });
    expect(target('availability')).toMatchObject({ value: 100, met: true, part: 2, whole: 2 });
    expect(target('accuracy')).toMatchObject({ value: 100, met: true, whole: totals.outcomes.created });
    expect(Date.parse(target('accuracy')?.to ?? '')).toBeGreaterThan(Date.now() - 60_000);
    const { rejected, created } = totals.outcomes;
    expect(total).toBeGreaterThanOrEqual(rejected);
    expect(target('coverage')).toMatchObject({ met: false, part: ROWS - total, whole: ROWS });
    expect(target('compliance')).toMatchObject({ value: 100, met: true, whole: created });
    expect(target('lag')).toMatchObject({ met: true, bound: 3_600_000 });
  });

  it.each([
    ['?from=yesterday', 'from must be a time such as 2026-11-22T19:25:00Z.'],
    ['?step=week', 'step must be minute, hour, day.'],
    ['?from=2026-11-22T19:25:00Z&to=2026-11-22T19:25:00Z', 'from must be before to.'],
    [
      '?from=2020-01-01T00:00:00Z&step=minute',
      'step holds more than 1500 steps; take a longer step or less time.',
    ],
    ['?colour=red', 'colour is not known here.'],
    ['?step=hour&step=day', 'step must be minute, hour, day.'],
  ])('%s is told what to correct', async (query, detail) => {
    const response = await system().call('GET', `metrics${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST', detail });
  });
});

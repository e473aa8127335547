import { expect, it } from 'vitest';
import { addToCensus, reportWeek, weekOf } from '../../../shared/sync/reconcile/census.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';

it.each([
  ['2026-11-22T23:59:59.999Z', '2026-11-16'],
  ['2026-11-23T00:00:00.000Z', '2026-11-23'],
  ['2026-11-29T12:00:00.000Z', '2026-11-23'],
])('the week of %s begins on Monday %s', (moment, monday) => {
  expect(weekOf(Date.parse(moment))).toBe(monday);
});

it('whom HubSpot lacks is of the class that is asked again', () => {
  const events: SyncEvent[] = [];
  reportWeek('2026-11-23', [{ outcome: 'unchanged', code: 'NOT_IN_HUBSPOT', records: 3 }], {
    emit: (event) => void events.push(event),
    flush: async () => undefined,
  });
  expect(events).toMatchObject([{ dimensions: { outcome: 'unchanged', outcomeClass: 'api' } }]);
});

it('the weekly report says how many associates are in each outcome and code', () => {
  const first = addToCensus(
    [],
    [
      { outcome: 'created', code: 'OK' },
      { outcome: 'rejected', code: 'CEDULA_INVALID' },
    ],
  );
  const census = addToCensus(first, [{ outcome: 'created', code: 'OK' }]);
  const events: SyncEvent[] = [];
  reportWeek('2026-11-23', census, {
    emit: (event) => void events.push(event),
    flush: async () => undefined,
  });
  expect(events).toEqual([
    {
      name: 'WeeklyReport',
      dimensions: { week: '2026-11-23', outcome: 'created', outcomeClass: 'none', code: 'OK' },
      measurements: { records: 2 },
    },
    {
      name: 'WeeklyReport',
      dimensions: {
        week: '2026-11-23',
        outcome: 'rejected',
        outcomeClass: 'validation',
        code: 'CEDULA_INVALID',
      },
      measurements: { records: 1 },
    },
  ]);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../shared/telemetry/contract.ts';
import type { EventSpec } from '../../../shared/telemetry/contractTypes.ts';
import type { EventOf } from '../../../shared/telemetry/events.ts';
import { redact, WITHHELD } from '../../../shared/telemetry/redact.ts';

const poison: EventOf<'Poison'> = {
  name: 'Poison',
  dimensions: { runId: '20261123T020000Z-00000000', batchId: '', code: 'POISON' },
  measurements: { records: 3 },
};

const withDimensions = (dimensions: Partial<EventOf<'RecordOutcome'>['dimensions']>) =>
  redact({
    name: 'RecordOutcome',
    dimensions: {
      contactId: 'A-000001',
      hubspotId: '17',
      outcome: 'rejected',
      outcomeClass: 'validation',
      code: 'EMAIL_INVALID',
      operation: 'UPSERT',
      runId: 'r-1',
      batchId: 'r-1-1',
      ...dimensions,
    },
    measurements: { attempts: 1, durationMs: 5, weight: 1 },
  }).properties;

describe('an event', () => {
  it('goes with its texts as dimensions and its numbers as measurements', () => {
    expect(redact(poison)).toEqual({
      name: 'Poison',
      properties: { runId: '20261123T020000Z-00000000', batchId: '', code: 'POISON' },
      measurements: { records: 3 },
    });
  });

  // promise 8
  it('cannot take along what the contract does not name', () => {
    const dimensions = { ...poison.dimensions, email: 'ana@example.com' };
    const measurements = { ...poison.measurements, salary: 700_000 };
    expect(redact({ ...poison, dimensions, measurements })).toEqual(redact(poison));
  });

  it.each([
    ['contactId', 'ana@example.com'],
    ['contactId', 'Ana Mora Solís'],
    ['hubspotId', 'ana mora'],
    ['code', 'El correo ana@example.com no es válido'],
    ['runId', '1-0234-0567 Ana'],
  ])('withholds a %s that is not of its form: %s', (dimension, value) => {
    expect(withDimensions({ [dimension]: value })[dimension]).toBe(WITHHELD);
  });

  // promise 8
  it('withholds a word that is none of the contract’s', () => {
    const run = { runId: 'r', mode: 'detect', code: '', fullPassReason: '' } as const;
    const measurements = { detected: 0, compared: 0, batches: 0, durationMs: Number.NaN };
    // As a slip that no compiler saw would bring it.
    const dimensions = { ...run, stoppedBy: JSON.parse('"Ana"') };
    const sent = redact({ name: 'SyncRun', dimensions, measurements });
    expect(sent.properties['stoppedBy']).toBe(WITHHELD);
    expect(sent.measurements).toEqual({ detected: 0, compared: 0, batches: 0 });
  });
});

describe('the contract', () => {
  it.each(Object.entries<EventSpec>(EVENTS))('%s says of everything what it is', (_, event) => {
    const fields = [...Object.values(event.dimensions), ...Object.values(event.measurements)];
    for (const { description } of [event, ...fields]) expect(description).toMatch(/\.$/);
    const names = [...Object.keys(event.dimensions), ...Object.keys(event.measurements)];
    expect(new Set(names).size).toBe(names.length);
  });

  it('is not thinned out by the host’s sampling, nor are the log lines', () => {
    const host = JSON.parse(readFileSync(new URL('../../../host.json', import.meta.url), 'utf8'));
    const { excludedTypes } = host.logging.applicationInsights.samplingSettings;
    expect(excludedTypes.split(';')).toEqual(expect.arrayContaining(['Event', 'Exception', 'Trace']));
  });
});

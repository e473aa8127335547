import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastWholeWeek } from '../../../shared/sync/weekly/week.ts';
import { EVENTS } from '../../../shared/telemetry/contract.ts';
import type { EventSpec } from '../../../shared/telemetry/contractTypes.ts';
import { WITHHELD } from '../../../shared/telemetry/redact.ts';
import { isSampled } from '../../../shared/telemetry/sample.ts';
import type { Envelope } from '../../standins/ingestion/envelope.ts';
import {
  type IngestionStandin,
  startIngestionStandin,
} from '../../standins/ingestion/startIngestionStandin.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { countedSince } from '../../support/countedSince.ts';
import { ownAccount } from '../../support/ownAccount.ts';
import { putIntoPoisonQueue } from '../../support/putIntoPoisonQueue.ts';
import { type System, startSystem } from '../../support/startSystem.ts';

const ASSOCIATES = 60;
const REJECTED = 7;
const PAST = '2026-01-05T00:00:00.000';

let ingestion: IngestionStandin;
let system: System;
/** Operation ids that the host gave its invocations. */
const operations = new Set<string>();

const events = (name: string): readonly Envelope[] =>
  ingestion.envelopes().filter(({ data }) => data.baseType === 'EventData' && data.baseData.name === name);

/** Everything the contract speaks of happens once. */
beforeAll(async () => {
  ingestion = await startIngestionStandin();
  // Few calls a day, so that the run uses most of them.
  system = await startSystem({ storage: ownAccount(), settings: ingestion.settings });
  system.host.onInvocation((event) => {
    if (event.type === 'start') operations.add(event.invocationId.replaceAll('-', ''));
  });
  await countedSince(system.storage.connectionString, lastWholeWeek(Date.now()).from);
  const rows = Array.from({ length: ASSOCIATES }, (_, index) => inventAssociate(index + 1, PAST));
  await system.members.insert(rows);
  await system.members.update([numberOf(REJECTED)], { email: 'sin.arroba' });
  system.hubspot.setLimits({ dailyLimit: 1_000, usedToday: 850 });
  await system.tick();
  await system.tick();
  expect((await system.host.runTimer('reconcile')).succeeded).toBe(true);
  expect((await system.host.runTimer('report')).succeeded).toBe(true);
  await poison();
  await refuseTheToken();
  await system.close();
});
afterAll(() => ingestion.close());

/** A record that stood alone and crashed the code on every delivery. */
async function poison(): Promise<void> {
  await putIntoPoisonQueue(system.storage, numberOf(1));
  await system.until(({ operation }) => operation === 'QUARANTINE');
}

/** The circuit opens and the batch goes back to the queue. */
async function refuseTheToken(): Promise<void> {
  system.hubspot.faults.inject({
    match: { operation: 'upsert' },
    every: 1,
    when: 'before',
    action: { kind: 'status', status: 401 },
  });
  await system.members.update([numberOf(2)], { firstname: 'Otra' });
  await system.host.runTimer('detectChanges');
  await system.until(({ operation, status }) => operation === 'BATCH' && status === 'RETRY');
}

describe.each(Object.entries<EventSpec>(EVENTS))('%s', (name, { dimensions, measurements }) => {
  it('arrives with every dimension and measurement of the contract, of the declared type, and none else', () => {
    expect(events(name)).not.toEqual([]);
    for (const { data } of events(name)) {
      expect(Object.keys(data.baseData.properties).toSorted()).toEqual(Object.keys(dimensions).toSorted());
      expect(Object.values(data.baseData.properties)).not.toContain(WITHHELD);
      expect(Object.keys(data.baseData.measurements).toSorted()).toEqual(
        Object.keys(measurements).toSorted(),
      );
      for (const [field, value] of Object.entries(data.baseData.measurements)) {
        if (value === measurements[field]?.unknown) continue;
        expect(value, field).toBeGreaterThanOrEqual(0);
        if (measurements[field]?.unit === 'flag') expect([0, 1]).toContain(value);
        if (measurements[field]?.unit === 'percent') expect(value).toBeLessThanOrEqual(100);
      }
    }
  });
});

it('no event arrives that the contract does not name, and none was sampled away', () => {
  const names = ingestion
    .envelopes()
    .filter(({ data }) => data.baseType === 'EventData')
    .map(({ data, sampleRate }) => {
      expect(sampleRate).toBe(100);
      return data.baseData.name ?? '';
    });
  expect([...new Set(names)].toSorted()).toEqual(Object.keys(EVENTS).toSorted());
});

it('every event and call belongs to an invocation of the host', () => {
  const sent = ingestion
    .envelopes()
    .filter(({ data }) => data.baseType === 'EventData' || data.baseType === 'RemoteDependencyData');
  expect(sent).not.toEqual([]);
  for (const { tags } of sent) {
    expect(operations).toContain(tags['ai.operation.id']);
    expect(tags['ai.cloud.role']).toBe('hubspot-sync-test');
  }
});

it('calls to HubSpot, SQL Server and Storage arrive as dependencies, with how they ended', () => {
  const calls = ingestion
    .envelopes()
    .filter(({ data }) => data.baseType === 'RemoteDependencyData')
    .map(({ data, sampleRate }) => ({ ...data.baseData, sampleRate }));
  expect(new Set(calls.map(({ type }) => type))).toEqual(new Set(['Http', 'SQL', 'Azure Storage']));
  for (const { type, success, sampleRate } of calls) {
    expect(sampleRate).toBe(type === 'Azure Storage' && success ? 10 : 100);
  }
  const upserts = calls.filter(({ name }) => name?.endsWith('/batch/upsert'));
  expect(upserts).toContainEqual(expect.objectContaining({ resultCode: '200', success: true }));
  expect(upserts).toContainEqual(
    expect.objectContaining({ resultCode: '401', success: false, properties: { code: '401' } }),
  );
});

it('every record that is not in HubSpot is told, and of the others a sample that stands for all', () => {
  const first = events('Batch')[0]?.data.baseData.properties['batchId'];
  const records = events('RecordOutcome')
    .map(({ data }) => data.baseData)
    .filter(({ properties }) => properties['batchId'] === first);
  const sampled = Array.from({ length: ASSOCIATES }, (_, index) => numberOf(index + 1)).filter(
    (key) => isSampled(key) && key !== numberOf(REJECTED),
  );
  expect(sampled).not.toEqual([]);
  expect(records.map(({ properties }) => properties['contactId']).toSorted()).toEqual(
    [...sampled, numberOf(REJECTED)].toSorted(),
  );
  for (const { properties, measurements } of records) {
    expect(measurements['weight']).toBe(properties['outcome'] === 'rejected' ? 1 : 20);
  }
});

// promise 4
it('the account of the run adds up, and the day’s low quota is told once', () => {
  const [account] = events('RunAccount');
  expect(account?.data.baseData.measurements).toMatchObject({
    detected: ASSOCIATES,
    created: ASSOCIATES - 1,
    rejected: 1,
    pending: 0,
    imbalance: 0,
  });
  expect(events('QuotaLow')).toHaveLength(1);
  const week = events('WeeklyReport').map(({ data }) => data.baseData);
  expect(week.reduce((sum, { measurements }) => sum + (measurements['records'] ?? 0), 0)).toBe(ASSOCIATES);
});

// promise 8
it('nothing of a person is in what was sent', async () => {
  const person = inventAssociate(1, PAST);
  expect(ingestion.text()).toContain(numberOf(REJECTED));
  const kept = new Set(['numero_asociado', 'lastmodifieddate']);
  for (const [column, value] of Object.entries(person)) {
    if (value && value.length > 3 && !kept.has(column)) expect(ingestion.text()).not.toContain(value);
  }
});

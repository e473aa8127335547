import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type IngestionStandin,
  startIngestionStandin,
} from '../../standins/ingestion/startIngestionStandin.ts';
import { inventAssociate } from '../../support/associates.ts';
import { ownAccount } from '../../support/ownAccount.ts';
import { startIdentityEndpoint } from '../../support/startIdentityEndpoint.ts';
import { startSystem } from '../../support/startSystem.ts';

let ingestion: IngestionStandin;
beforeEach(async () => {
  ingestion = await startIngestionStandin();
});
afterEach(() => ingestion.close());

/** One tick over two associates, one of them faulty; answers how many contacts there are when the instance is gone. */
async function runOnce(settings: Readonly<Record<string, string>> = {}): Promise<number> {
  const system = await startSystem({
    storage: ownAccount(),
    settings: { ...ingestion.settings, ...settings },
  });
  await system.members.insert([1, 2].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000')));
  await system.members.update(['A-000002'], { email: 'sin.arroba' });
  await system.tick();
  await system.close();
  return system.hubspot.contacts().length;
}

it('events of the run, the batch and the rejected record arrive before the instance goes', async () => {
  await runOnce();
  const names = ingestion.envelopes().map(({ data }) => data.baseData.name);
  for (const name of ['SyncRun', 'Batch', 'RecordOutcome']) expect(names).toContain(name);
  expect(ingestion.text()).toContain('EMAIL_INVALID');
  expect(ingestion.authorizations()).toContain(undefined);
});
it('where a managed identity is named, telemetry is sent as that identity', async () => {
  const identity = await startIdentityEndpoint('invented-token');
  await runOnce({
    ...identity.settings,
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING:
      'Authorization=AAD;ClientId=11111111-2222-3333-4444-555555555555',
  });
  identity.close();
  expect(ingestion.envelopes()).not.toEqual([]);
  expect(new Set(ingestion.authorizations())).toEqual(new Set(['Bearer invented-token']));
  const [query] = identity.queries();
  expect(query?.get('client_id')).toBe('11111111-2222-3333-4444-555555555555');
  expect(query?.get('resource')).toBe('https://monitor.azure.com');
});

it('an ingestion that cannot be reached holds nobody up', async () => {
  const endpoint = 'https://127.0.0.1:9/';
  const { APPLICATIONINSIGHTS_CONNECTION_STRING: right = '' } = ingestion.settings;
  const settings = { APPLICATIONINSIGHTS_CONNECTION_STRING: right.replaceAll(/https:[^;]+/g, endpoint) };
  expect(await runOnce(settings)).toBe(1);
  expect(ingestion.envelopes()).toEqual([]);
});

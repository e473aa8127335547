import { describe, expect, it } from 'vitest';
import { inventAssociate } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const KEY = 'InstrumentationKey=1aa11111-bbbb-1ccc-8ddd-eeeeffff3333';

describe.each([
  ['nonsense', 'is not a connection string'],
  ['@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/hidden)', 'was not resolved'],
  ['InstrumentationKey=hidden', 'is not a connection string'],
  [`${KEY};`, 'is not a connection string'],
  [`${KEY};IngestionEndpoint=hidden`, 'is no address'],
])('the connection string %s', (value, sentence) => {
  const system = useSystem({ settings: { APPLICATIONINSIGHTS_CONNECTION_STRING: value } });

  it('is one line of the log and a warning of the status, and keeps nothing from being synced', async () => {
    const { members, hubspot, call, tick, logLines } = system();
    await members.insert([inventAssociate(1, '2026-01-05T00:00:00.000')]);
    await tick();
    const response = await call('GET', 'status');
    const text = await response.text();

    expect(hubspot.contacts()).toHaveLength(1);
    const said = { message: expect.stringContaining(sentence) };
    expect(logLines().filter(({ code }) => code === 'TELEMETRY_NOWHERE')).toMatchObject([
      { level: 'WARN', operation: 'STATUS', status: 'FAILED', ...said },
    ]);
    expect(response.status).toBe(200);
    expect(JSON.parse(text).telemetry).toMatchObject({ level: 'warning', ...said });
    expect(text + JSON.stringify(logLines())).not.toContain('hidden');
  });
});

describe('no connection string', () => {
  const system = useSystem();

  it('is nothing to speak of', async () => {
    const { call, logLines } = system();
    expect(JSON.parse(await (await call('GET', 'status')).text()).telemetry).toMatchObject({ level: 'ok' });
    expect(logLines()).toEqual([]);
  });
});

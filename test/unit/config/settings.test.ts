import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../shared/config/settings.ts';
import { ConfigurationError } from '../../../shared/errors.ts';

const required = { SQL_CONNECTION_STRING: 'Server=here', HUBSPOT_ACCESS_TOKEN: 'secret-token' };

describe('settings', () => {
  it('have the defaults of the design', () => {
    expect(loadSettings(required)).toMatchObject({
      HUBSPOT_BASE_URL: 'https://api.hubapi.com',
      HUBSPOT_API_VERSION: '2026-09',
      HUBSPOT_TIMEOUT_MS: 30_000,
      SYNC_CONFIG: 'shared/config/contacts.yaml',
      SYNC_OPERATION: 'upsert',
      LOG_RECORDS: 'problems',
    });
  });

  it('that are empty count as absent', () => {
    expect(loadSettings({ ...required, HUBSPOT_BASE_URL: '' }).HUBSPOT_BASE_URL).toBe(
      'https://api.hubapi.com',
    );
  });

  it.each([
    [{ SQL_CONNECTION_STRING: '' }, 'The setting SQL_CONNECTION_STRING is missing'],
    [{ HUBSPOT_ACCESS_TOKEN: undefined }, 'The setting HUBSPOT_ACCESS_TOKEN is missing'],
    [
      { HUBSPOT_ACCESS_TOKEN: '@Microsoft.KeyVault(VaultName=kv;SecretName=secret-token)' },
      'The setting HUBSPOT_ACCESS_TOKEN is a Key Vault reference that was not resolved',
    ],
    [{ HUBSPOT_BASE_URL: 'api.hubapi.com' }, 'The setting HUBSPOT_BASE_URL must be an http(s) URL'],
    [{ HUBSPOT_BASE_URL: 'http://api.hubapi.com' }, 'The setting HUBSPOT_BASE_URL must be https'],
    [{ HUBSPOT_BASE_URL: 'https://api.hubapi.com/?x=1' }, 'The setting HUBSPOT_BASE_URL must be https'],
    [{ HUBSPOT_ACCESS_TOKEN: 'pat-na1-••••' }, 'The setting HUBSPOT_ACCESS_TOKEN holds characters'],
    [{ HUBSPOT_API_VERSION: 'v4' }, 'The setting HUBSPOT_API_VERSION must be 2026-09, 2026-03 or v3'],
    [{ HUBSPOT_TIMEOUT_MS: 'soon' }, 'The setting HUBSPOT_TIMEOUT_MS must be a number'],
    [{ SYNC_OPERATION: 'delete' }, 'The setting SYNC_OPERATION must be insert, update or upsert'],
    [{ LOG_RECORDS: 'none' }, 'The setting LOG_RECORDS must be problems or all'],
    [{ HUBSPOT_RATE_LIMIT: '5' }, 'The setting HUBSPOT_RATE_LIMIT must be at least 10'],
  ])('%j is one sentence that names the setting, and no value', (change, sentence) => {
    const load = () => loadSettings({ ...required, ...change });
    expect(load).toThrow(sentence);
    expect(load).not.toThrow(/secret-token|soon|v4|delete/);
  });

  it('may name server and database of the connection string apart', () => {
    const template =
      'Server=tcp:${SQL_SERVER},1433;Database=${SQL_DATABASE};User Id=u;Password=p${X}$&${SQL_SERVER';
    const names = { SQL_SERVER: ' sql.example.com ', SQL_DATABASE: '$&coop' };
    expect(
      loadSettings({ ...required, ...names, SQL_CONNECTION_STRING: template }).SQL_CONNECTION_STRING,
    ).toBe('Server=tcp:sql.example.com,1433;Database=$&coop;User Id=u;Password=p${X}$&${SQL_SERVER');
  });

  it.each([
    [{}, ['SQL_SERVER', 'SQL_DATABASE']],
    [{ SQL_SERVER: 'here' }, ['SQL_DATABASE']],
    [{ SQL_SERVER: '  ', SQL_DATABASE: 'coop' }, ['SQL_SERVER']],
  ])(
    'of which the connection string names one that is not set (%j) say so, and nothing of the string',
    (set, missing) => {
      const SQL_CONNECTION_STRING =
        'Server=${SQL_SERVER};Database=${SQL_DATABASE};Password=secret-word;X=${SQL_SERVER}';
      const load = () => loadSettings({ ...required, ...set, SQL_CONNECTION_STRING });
      const said = (name: string) =>
        `The setting SQL_CONNECTION_STRING holds \${${name}}, and the setting ${name} is not set: set it to the `;
      expect(problemsOf(load)).toEqual(missing.map((name) => expect.stringContaining(said(name))));
      expect(problemsOf(load).join()).not.toMatch(/secret-word|Password|Server=/);
    },
  );

  it('name every problem at once', () => {
    expect(() => loadSettings({})).toThrow(/SQL_CONNECTION_STRING.*HUBSPOT_ACCESS_TOKEN/);
    const nameless = { SQL_CONNECTION_STRING: 'Server=${SQL_SERVER}', HUBSPOT_API_VERSION: 'v4' };
    expect(() => loadSettings(nameless)).toThrow(/SQL_SERVER.*HUBSPOT_ACCESS_TOKEN.*HUBSPOT_API_VERSION/);
  });
});

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  throw new Error('The settings were accepted.');
}

import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../shared/config/settings.ts';

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

  it('name every problem at once', () => {
    expect(() => loadSettings({})).toThrow(/SQL_CONNECTION_STRING.*HUBSPOT_ACCESS_TOKEN/);
  });
});

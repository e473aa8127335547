import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FunctionsHost,
  type LogEntry,
  startFunctionsHost,
} from '../../standins/functions/startFunctionsHost.ts';
import { ownAccount } from '../../support/ownAccount.ts';
import { readAnswer } from '../../support/readAnswer.ts';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

describe('dist/, copied to a place without node_modules', () => {
  let folder = '';
  let host: FunctionsHost;
  const logs: LogEntry[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-dist-'));
    cpSync(dist, folder, { recursive: true });
    host = await startFunctionsHost({
      appDir: folder,
      // Nothing else is set: every other setting is missing.
      env: { AzureWebJobsStorage: ownAccount() },
      onLog: (entry) => logs.push(entry),
    });
  });
  afterAll(async () => {
    await host?.close();
    rmSync(folder, { recursive: true });
  });

  it('holds nothing of the tests', () => {
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files).toContain('host.json');
    expect(files).toContain(join('shared', 'config', 'contacts.yaml'));
    expect(files.filter((file) => /test|standin|node_modules/i.test(file))).toEqual([]);
  });

  it('loads and registers every function although settings are missing', () => {
    expect(host.startupError()).toBeUndefined();
    expect(host.functions().map(({ name, trigger, error }) => ({ name, trigger, error }))).toEqual(
      expect.arrayContaining([
        { name: 'detectChanges', trigger: 'timerTrigger', error: undefined },
        { name: 'quarantineBatch', trigger: 'queueTrigger', error: undefined },
        { name: 'resyncAssociate', trigger: 'httpTrigger', error: undefined },
        { name: 'upsertBatch', trigger: 'queueTrigger', error: undefined },
      ]),
    );
  });

  it('says in one sentence which settings are missing', async () => {
    const response = await fetch(`${host.baseUrl}/api/associates/A-1/resync`, {
      method: 'POST',
      headers: { 'x-functions-key': host.functionKey },
    });
    expect(response.status).toBe(503);
    const { code, detail } = await readAnswer(response);
    expect(code).toBe('CONFIGURATION');
    expect(detail).toContain('The setting SQL_CONNECTION_STRING is missing');
    expect(detail).toContain('The setting HUBSPOT_ACCESS_TOKEN is missing');

    expect((await host.runTimer('detectChanges')).succeeded).toBe(false);
    expect(logs.map(({ message }) => message).join('\n')).toContain('"code":"CONFIGURATION"');
  });
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, ContactWriter } from '../../../shared/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-state-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a wish that a program without types may come with', () => {
  const stateDir = join(folder, 'state');
  const sync = (wish: object) => {
    const run: unknown = Reflect.apply(
      ContactWriter.prototype.syncFromSql,
      new ContactWriter({ env: {}, stateDir }),
      [wish],
    );
    return run;
  };

  it.each([
    [{ operation: 'upsert' }, 'syncFromSql takes either query or where: give one of the two.'],
    [
      { query: 'SELECT 1', where: '1 = 1', operation: 'upsert' },
      'syncFromSql takes either query or where: give one of the two.',
    ],
    [{ where: '1 = 1', operation: 'merge' }, 'syncFromSql takes operation: insert, update or upsert.'],
    [
      { where: '1 = 1', operation: 'insert', limit: 0 },
      'syncFromSql takes limit as a whole number above 0: leave it out for all.',
    ],
  ])('is refused in one sentence: %j', async (wish, sentence) => {
    await expect(sync(wish)).rejects.toThrow(new ConfigurationError([sentence]));
  });

  it('is refused for a setting that is missing, before anything is opened', async () => {
    await expect(sync({ where: '1 = 1', operation: 'upsert' })).rejects.toThrow(
      'The setting SQL_CONNECTION_STRING is missing: set it to the connection string of the SQL Server.',
    );
    expect(existsSync(stateDir)).toBe(false);
  });
});

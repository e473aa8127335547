import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../../shared/source/database.ts';
import { preflight } from '../../../shared/source/preflight.ts';
import { startSqlServerStandin } from '../../standins/sqlserver/startSqlServerStandin.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { openMembersTable } from '../../support/membersTable.ts';
import { createOtherTable, OTHER_TABLE } from '../../support/otherTable.ts';

const READER = ['SELECT ON dbo.hb_contacts', 'VIEW CHANGE TRACKING ON dbo.hb_contacts'];

/** The findings of a login with these grants, by check, after `prepare` did to the database what a test is about. */
async function findingsOf(options: {
  grants?: readonly string[];
  prepare?: (run: (statement: string) => Promise<void>) => Promise<void>;
  exact?: boolean;
  /** Added to the connection string. */
  connection?: string;
  changeFeed?: 'changeTracking' | 'rowversion';
  /** Another table than the example's. */
  keyType?: string;
}) {
  const reader = options.keyType === undefined ? READER : [`SELECT ON ${OTHER_TABLE}`];
  const logins = [{ user: 'sync', grants: options.grants ?? reader }];
  const server = await startSqlServerStandin({ logins, hasReplica: true });
  const members = await openMembersTable(server.connectionString);
  const database = createDatabase(server.connectionStringFor('sync') + (options.connection ?? ''));
  const table = options.keyType === undefined ? 'dbo.hb_contacts' : OTHER_TABLE;
  const mapping = testMapping([
    [['source', 'changeFeed'], options.changeFeed ?? 'auto'],
    [['source', 'table'], table],
  ]);
  try {
    if (options.keyType) await createOtherTable(members, options.keyType, []);
    if (options.exact) await enableExactFeeds(members);
    await options.prepare?.(members.run);
    const findings = await preflight(database, mapping);
    return Object.fromEntries(findings.map(({ check, ...finding }) => [check, finding]));
  } finally {
    await database.close();
    await members.close();
    await server.close();
  }
}

describe('the preflight', () => {
  it('finds nothing to say about a source that is as it should be', async () => {
    const findings = await findingsOf({ exact: true });
    expect(Object.values(findings).map(({ level }) => level)).toEqual(Object.keys(findings).map(() => 'ok'));
    expect(findings['changeFeed']?.message.en).toContain('changeTracking');
  });

  it('says how long numbers may be that the key column holds', async () => {
    expect((await findingsOf({}))['keyColumn']).toMatchObject({ level: 'ok', code: 'KEY_COLUMN_READY' });
    const { keyColumn } = await findingsOf({ keyType: 'nvarchar(401)' });
    expect(keyColumn).toMatchObject({ level: 'warning', parameters: { type: 'nvarchar(401)', most: 400 } });
    expect((await findingsOf({ keyType: 'nvarchar(max)' }))['source']).toMatchObject({ level: 'error' });
  });

  it('warns of a login that may write', async () => {
    const { noWritePermission } = await findingsOf({ grants: [...READER, 'UPDATE ON dbo.hb_contacts'] });
    expect(noWritePermission).toMatchObject({ level: 'warning', script: 'infra/sql/05-sync-user.sql' });
    expect(noWritePermission?.message.en).toContain('may update rows');
  });

  it('chooses another feed when the login may not see tracked changes', async () => {
    const { changeFeed } = await findingsOf({ exact: true, grants: ['SELECT ON dbo.hb_contacts'] });
    expect(changeFeed?.message.en).toContain('by rowversion, which can miss deleted rows');
  });

  it('is content with a login that was granted the columns it reads, and names those that it was not', async () => {
    const mapped = testMapping().fields.flatMap(({ column, isOptional }) => (isOptional ? [] : column));
    const granted = [...mapped, 'lastmodifieddate'];
    const { permissions } = await findingsOf({
      grants: [`SELECT (${granted.join(', ')}) ON dbo.hb_contacts`],
    });
    expect(permissions).toMatchObject({ level: 'ok', code: 'PERMISSIONS_READY' });

    const without = granted.filter((column) => column !== 'email' && column !== 'firstname');
    const lacking = await findingsOf({ grants: [`SELECT (${without.join(', ')}) ON dbo.hb_contacts`] });
    expect(lacking['permissions']).toMatchObject({
      level: 'error',
      message: { en: 'This login may not SELECT firstname, email of the table.' },
      script: 'infra/sql/05-sync-user.sql',
    });
  });

  it('takes no exact feed on a replica that only reads, and says so', async () => {
    const { changeFeed, replica } = await findingsOf({
      exact: true,
      connection: ';ApplicationIntent=ReadOnly',
    });
    expect(changeFeed?.message.en).toContain('by timestamp');
    expect(replica).toMatchObject({
      level: 'warning',
      message: { en: expect.stringContaining('ApplicationIntent=ReadOnly') },
    });
  });

  it.each(['changeTracking', 'rowversion'] as const)(
    'refuses %s by name on a replica that only reads',
    async (feed) => {
      const { changeFeed } = await findingsOf({
        exact: true,
        connection: ';ApplicationIntent=ReadOnly',
        changeFeed: feed,
      });
      expect(changeFeed).toMatchObject({
        level: 'error',
        message: {
          en: expect.stringMatching(
            new RegExp(
              `source\\.changeFeed: ${feed} needs the primary.*ApplicationIntent=ReadOnly.*timestamp`,
            ),
          ),
        },
      });
    },
  );

  it('names a missing index, with the script that makes it', async () => {
    const { index } = await findingsOf({
      prepare: (run) => run('DROP INDEX IX_hb_contacts_lastmodifieddate ON dbo.hb_contacts'),
    });
    expect(index).toMatchObject({ level: 'warning', script: 'infra/sql/01-index.sql' });
  });

  it('refuses a compatibility level without OPENJSON', async () => {
    const { compatibility } = await findingsOf({
      prepare: (run) => run('ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = 120'),
    });
    expect(compatibility).toMatchObject({ level: 'error' });
  });

  it('warns of a retention that a holiday outlasts', async () => {
    const { changeTracking } = await findingsOf({
      exact: true,
      prepare: (run) => run('ALTER DATABASE CURRENT SET CHANGE_TRACKING (CHANGE_RETENTION = 2 DAYS)'),
    });
    expect(changeTracking).toMatchObject({ level: 'warning', script: 'infra/sql/03-change-tracking.sql' });
  });
});

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRealEnds } from '../../demo/realEnds.ts';
import { startSqlServerStandin } from '../../standins/sqlserver/startSqlServerStandin.ts';
import { openMembersTable } from '../../support/membersTable.ts';
import { useWriter } from '../../support/useWriter.ts';

afterEach(() => vi.unstubAllEnvs());
const world = useWriter('embedded');

describe('the demo with a SQL Server and an account of somebody’s', () => {
  it('names the setting that is not set, and refuses a database that has such a table', async () => {
    const ends = { sqlEnv: 'SCRATCH', hubspotTokenEnv: undefined };
    await expect(openRealEnds(ends)).rejects.toThrow(
      '--sql-env names the setting SCRATCH, which is not set.',
    );
    vi.stubEnv('SCRATCH', world().env['SQL_CONNECTION_STRING']);
    await expect(openRealEnds(ends)).rejects.toThrow('has a table dbo.hb_contacts already');
    expect(await world().members.readAll()).toEqual([]);
  });

  it('refuses an account that people work in, and does nothing there', async () => {
    const { hubspot } = world();
    onTestFinished(() => hubspot.reset());
    hubspot.seedContacts(Array.from({ length: 101 }, (_, at) => ({ email: `member.${at}@example.com` })));
    vi.stubEnv('TOKEN', hubspot.token);
    vi.stubEnv('HUBSPOT_BASE_URL', hubspot.baseUrl);
    const ends = { sqlEnv: undefined, hubspotTokenEnv: 'TOKEN' };
    await expect(openRealEnds(ends)).rejects.toThrow('it looks like one in use, and nothing was done');
    expect(hubspot.contacts().filter(({ archived }) => archived)).toEqual([]);
  });

  it('takes its table away again, and leaves the database as it was', async () => {
    const server = await startSqlServerStandin();
    onTestFinished(() => server.close());
    vi.stubEnv('SCRATCH', server.connectionString);
    const ends = { sqlEnv: 'SCRATCH', hubspotTokenEnv: undefined };
    const { sqlServer = '', dropTable } = await openRealEnds(ends);
    const members = await openMembersTable(sqlServer);
    await members.close();
    await expect(openRealEnds(ends)).rejects.toThrow('already');
    await dropTable();
    await expect(openRealEnds(ends)).resolves.toMatchObject({ sqlServer });
  });

  it('archives its contacts, and nobody else’s', async () => {
    const { hubspot, mapping, env } = world();
    vi.stubEnv('TOKEN', hubspot.token);
    vi.stubEnv('HUBSPOT_BASE_URL', hubspot.baseUrl);
    const { account } = await openRealEnds({ sqlEnv: undefined, hubspotTokenEnv: 'TOKEN' });
    await account?.provision(env['SYNC_CONFIG'] ?? '', 1);
    const { keyProperty } = mapping.hubspot;
    hubspot.seedContacts([
      { [keyProperty]: 'A-1', firstname: 'Ana' },
      { [keyProperty]: 'A-2' },
      { email: 'a@example.com' },
    ]);
    const own = (await account?.contacts(['A-1', 'A-2', 'A-3'], mapping)) ?? [];
    expect(own.map(({ properties }) => properties[keyProperty])).toEqual(['A-1', 'A-2']);
    expect(own[0]?.properties['firstname']).toBe('Ana');
    await account?.archive(own);
    expect(
      hubspot.contacts().flatMap(({ properties, archived }) => (archived ? [] : properties['email'])),
    ).toEqual(['a@example.com']);
  });
});

import { expect, it } from 'vitest';
import { createDatabase } from '../../../shared/source/database.ts';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { STATEMENTS } from '../../../shared/source/statements.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { useSystem } from '../../support/useSystem.ts';

const system = useSystem();

/** Statements that are no entry of the catalogue, in this table's form. */
function strangers(statements: readonly string[], table: TableDescription): readonly string[] {
  const known = new Set(Object.values(STATEMENTS).map(({ text }) => text(table).trim()));
  return statements.filter((statement) => !known.has(statement.trim()));
}

it('whatever the app does, it sends only statements of the catalogue; any other would be found', async () => {
  const { members, sqlServer, host } = system();
  await members.insert(inventAssociates(120, { seed: 4, faultyShare: 0.05 }).map(({ row }) => row));
  await enableExactFeeds(members);
  const database = createDatabase(sqlServer.connectionString);
  const table = await describeTable(database, system().mapping);
  await database.close();
  const before = sqlServer.statements().length;

  await system().tick();
  await system().tick();
  expect((await host.runTimer('reconcile')).succeeded).toBe(true);
  await system().settle();
  await system().resync(numberOf(1));
  await fetch(`${host.baseUrl}/api/status`, { headers: { 'x-functions-key': host.functionKey } });

  const sent = sqlServer.statements().slice(before);
  expect(sent.length).toBeGreaterThan(15);
  expect(strangers(sent, table)).toEqual([]);

  const stranger = 'SELECT numero_asociado FROM dbo.hb_contacts';
  await members.run(stranger);
  expect(strangers(sqlServer.statements().slice(before), table)).toEqual([stranger]);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../shared/source/database.ts';
import { describeTable } from '../../../shared/source/describeTable.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import {
  type SqlServerStandin,
  startSqlServerStandin,
} from '../../standins/sqlserver/startSqlServerStandin.ts';
import { inventAssociates } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { type MembersTable, openMembersTable } from '../../support/membersTable.ts';

let server: SqlServerStandin;
let members: MembersTable;
let database: Database;
let table: TableDescription;
beforeEach(async () => {
  server = await startSqlServerStandin();
  members = await openMembersTable(server.connectionString);
  await members.insert(inventAssociates(5000, { seed: 1, faultyShare: 0 }).map(({ row }) => row));
  database = createDatabase(server.connectionString, { stallMs: 500, patienceMs: { usual: 500 } });
  table = await describeTable(database, testMapping());
});
afterEach(async () => {
  await database.close();
  await members.close();
  await server.close();
});

async function readAll(limit: number): Promise<number> {
  let rows = 0;
  for await (const chunk of database.stream('firstRowsInKeyOrder', { limit }, table)) rows += chunk.length;
  return rows;
}

it('a server that stalls in the middle of a result is given up, and the next statement works', async () => {
  server.faults.stall(/SELECT TOP/, { afterRows: 1200 });
  await expect(readAll(5000)).rejects.toMatchObject({ code: 'SQL_STALLED' });
  expect(await readAll(5000)).toBe(5000);
});

it('a server that gives no row is slow, not away', async () => {
  server.faults.stall(/SELECT TOP/);
  await expect(readAll(5000)).rejects.toMatchObject({ code: 'SQL_SLOW' });
  expect(await readAll(10)).toBe(10);
});

it('a statement that was slow is not repeated at once, as one that an outage ended is', async () => {
  const asked = () => server.statements().filter((text) => text.includes('sys.databases')).length;
  const before = asked();
  server.faults.stall(/sys\.databases/);
  await expect(database.query('describeDatabase')).rejects.toMatchObject({ code: 'SQL_SLOW' });
  expect(asked() - before).toBe(1);
  server.faults.dropConnection(/sys\.databases/, { times: 2 });
  expect(await database.query('describeDatabase')).toHaveLength(1);
});

// promise 9
it('a consumer that takes its time is no stall, and rows wait for it in flat memory', async () => {
  const sizes: number[] = [];
  for await (const chunk of database.stream('firstRowsInKeyOrder', { limit: 5000 }, table)) {
    sizes.push(chunk.length);
    if (sizes.length === 2) await new Promise((resolve) => setTimeout(resolve, 700));
  }
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
});

it('a consumer that stops early frees the connection', async () => {
  for (let round = 0; round < 12; round++) {
    for await (const chunk of database.stream('firstRowsInKeyOrder', { limit: 5000 }, table)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  }
  expect(await readAll(5000)).toBe(5000);
});

it('a connection that drops in the middle of a result is an outage, not the end of the table', async () => {
  server.faults.dropConnection(/SELECT TOP/, { afterRows: 1200 });
  await expect(readAll(5000)).rejects.toMatchObject({ code: 'SQL_UNREACHABLE' });
  expect(await readAll(5000)).toBe(5000);
});

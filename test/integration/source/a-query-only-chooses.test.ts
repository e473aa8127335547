import { describe, expect, it } from 'vitest';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { type KeyChoice, queryKeys } from '../../../shared/source/queryKeys.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { useSource } from '../../support/useSource.ts';

const KEY = 'numero_asociado';

describe('a query that chooses associates', () => {
  const source = useSource();
  const keysOf = async (choice: KeyChoice) => {
    const { server, database } = source();
    const table = await describeTable(database, testMapping());
    const found: (string | null)[] = [];
    for await (const keys of queryKeys(server.connectionString, choice, table)) found.push(...keys);
    return found.sort();
  };
  const tableNow = async () => (await source().members.readAll()).map((row) => JSON.stringify(row)).sort();

  it('gives the keys of its result, however it spells their column; all else of it is ignored', async () => {
    const { members } = source();
    await members.insert([1, 2, 3].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000')));
    const three = ['A-000001', 'A-000002', 'A-000003'];
    expect(await keysOf({ query: 'SELECT * FROM hb_contacts' })).toEqual(three);
    expect(await keysOf({ query: 'SELECT NUMERO_ASOCIADO, 1 AS otra FROM dbo.hb_contacts;' })).toEqual(three);
    expect(await keysOf({ query: `SELECT NULL AS x, CAST('Z-9  ' AS char(5)) AS ${KEY}` })).toEqual(['Z-9']);
    expect(await keysOf({ query: `SELECT CAST(7 AS int) AS ${KEY}` })).toEqual(['7']);
    expect(await keysOf({ query: `SELECT CAST(NULL AS int) AS ${KEY}` })).toEqual([null]);
  });

  it('may be a condition over the table, a comment at its end included', async () => {
    expect(await keysOf({ where: `${KEY} <> 'A-000002' -- los demás` })).toEqual(['A-000001', 'A-000003']);
    expect(await keysOf({ where: '1 = 0' })).toEqual([]);
  });

  it.each([
    ['', `The query is empty: write one SELECT whose result has the column ${KEY}.`],
    [
      'UPDATE hb_contacts SET lastname = firstname',
      `The query gives no result: write one SELECT whose result has the column ${KEY}.`,
    ],
    [
      'SELECT lastname FROM hb_contacts',
      `The query has no column ${KEY} in its result: add it to the SELECT, or write SELECT *.`,
    ],
    [
      `SELECT ${KEY}, ${KEY} FROM hb_contacts`,
      `The query has the column ${KEY} more than once in its result: name it once.`,
    ],
    [
      `SELECT CAST(1 AS float) AS ${KEY}`,
      `The query gives ${KEY} as float: write CONVERT(varchar(50), ${KEY}) AS ${KEY}.`,
    ],
    [
      'SELECT * FROM hb_contacts; SELECT * FROM hb_contacts',
      'The query gives more than one result, or changes something, which was undone: write one SELECT and nothing else.',
    ],
    [
      "SELECT * FROM hb_contacts; DELETE FROM hb_contacts WHERE lastname <> ''",
      'The query gives more than one result, or changes something, which was undone: write one SELECT and nothing else.',
    ],
    [
      'SELECT nada FROM hb_contacts',
      "The query has an error (207: Invalid column name 'nada'): mend it, and try it in SQL Server first.",
    ],
  ])('is refused in one sentence, and leaves no trace: %s', async (query, sentence) => {
    const before = await tableNow();
    await expect(keysOf({ query })).rejects.toMatchObject({ code: 'QUERY_REFUSED', message: sentence });
    expect(await tableNow()).toEqual(before);
  });

  it('that is an empty condition is refused', async () => {
    await expect(keysOf({ where: ' ' })).rejects.toThrow('The query has an empty condition');
  });
});

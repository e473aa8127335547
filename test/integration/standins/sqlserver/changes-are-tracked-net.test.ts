import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

/** Writes after three rows were inserted as version 1, the version asked from, and each row as `id operation version/creation`. */
const CASES: readonly (readonly [writes: string, since: number | 'NULL', changes: string])[] = [
  ['', 0, '1I1/1 2I1/1 3I1/1'],
  ['', 'NULL', '1I1/1 2I1/1 3I1/1'],
  ['', -1, ''],
  ['', 1, ''],
  ['', 99, ''],
  ['UPDATE t SET n = 9 WHERE id = 1', 0, '1I2/1 2I1/1 3I1/1'],
  ['UPDATE t SET n = 9 WHERE id = 1', 1, '1U2/'],
  ['UPDATE t SET n = n WHERE id = 1; UPDATE t SET n = 9 WHERE id = 1', 1, '1U3/'],
  ['UPDATE t SET n = 9 WHERE 1 = 0', 1, ''],
  ['DELETE FROM t WHERE id = 2', 0, '1I1/1 2D2/1 3I1/1'],
  ['DELETE FROM t WHERE id = 2', 1, '2D2/'],
  ['INSERT INTO t (id) VALUES (4); DELETE FROM t WHERE id = 4', 1, '4D3/2'],
  ['INSERT INTO t (id) VALUES (4); UPDATE t SET n = 1 WHERE id = 4', 1, '4I3/2'],
  ['INSERT INTO t (id) VALUES (4); UPDATE t SET n = 1 WHERE id = 4', 2, '4U3/'],
  ['DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1)', 1, '1U3/3'],
  ['DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1)', 2, '1I3/3'],
  [
    'DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1); DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1)',
    2,
    '1I5/5',
  ],
  [
    'DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1); DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1)',
    3,
    '1U5/5',
  ],
  ['UPDATE t SET id = id + 10 WHERE id < 3', 1, '1D2/ 2D2/ 11I2/2 12I2/2'],
  ['UPDATE t SET id = id WHERE id = 1', 1, '1U2/2'],
  ['BEGIN TRANSACTION; INSERT INTO t (id) VALUES (4); DELETE FROM t WHERE id = 4; COMMIT', 1, '4D2/2'],
  ['BEGIN TRANSACTION; DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1); COMMIT', 1, '1U2/2'],
  ['BEGIN TRANSACTION; DELETE FROM t WHERE id = 1; ROLLBACK', 1, ''],
];

describe(`CHANGETABLE, on ${SERVER}`, () => {
  const client = useServer();

  it('begins with tracking switched on', async () => {
    await client.batch(
      'ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 14 DAYS, AUTO_CLEANUP = ON)',
    );
  });

  it.each(CASES)('%s, since %s', async (writes, since, expected) => {
    await client.query('DROP TABLE IF EXISTS dbo.t');
    await client.query('CREATE TABLE dbo.t (id int NOT NULL PRIMARY KEY, n int NULL)');
    await client.query('ALTER TABLE dbo.t ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = OFF)');
    const [start] = await client.rows('SELECT CHANGE_TRACKING_CURRENT_VERSION() AS v');
    const base = Number(start?.['v']);
    await client.query('INSERT INTO dbo.t (id, n) VALUES (1, 1), (2, 2), (3, 3)');
    if (writes !== '') await client.batch(writes);
    const from = typeof since === 'number' && since >= 0 ? base + since : since;
    const rows =
      await client.rows(`SELECT id, SYS_CHANGE_OPERATION AS o, SYS_CHANGE_VERSION AS v, SYS_CHANGE_CREATION_VERSION AS c
      FROM CHANGETABLE(CHANGES dbo.t, ${from}) AS ct ORDER BY id`);
    const relative = (version: unknown): string => (version === null ? '' : String(Number(version) - base));
    const changes = rows.map((row) => `${row['id']}${row['o']}${relative(row['v'])}/${relative(row['c'])}`);
    expect(changes.join(' ')).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { useStandin } from './support.ts';

describe('an order that nobody asked for', () => {
  const client = useStandin({ standin: { seed: 7 } });
  const ids = async (text: string): Promise<unknown[]> => (await client.rows(text)).map((row) => row['id']);

  it('is not kept', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, grupo int NOT NULL)');
    const rows = Array.from({ length: 200 }, (_, id) => `(${id}, ${id % 3})`).join(',');
    await client.query(`INSERT INTO dbo.filas (id, grupo) VALUES ${rows}`);
    const first = await ids('SELECT id FROM dbo.filas');
    const second = await ids('SELECT id FROM dbo.filas');
    expect(first).not.toEqual(second);
    expect(first.toSorted()).toEqual(second.toSorted());
  });

  it('is not kept among ties either, while the order asked for is', async () => {
    const first = await client.rows('SELECT grupo, id FROM dbo.filas ORDER BY grupo');
    const second = await client.rows('SELECT grupo, id FROM dbo.filas ORDER BY grupo');
    expect(first.map((row) => row['grupo'])).toEqual(second.map((row) => row['grupo']));
    expect(first).not.toEqual(second);
  });

  it('TOP without ORDER BY gives any rows', async () => {
    expect(await ids('SELECT TOP 5 id FROM dbo.filas')).not.toEqual(
      await ids('SELECT TOP 5 id FROM dbo.filas'),
    );
  });

  it('a full order is kept exactly', async () => {
    expect(await ids('SELECT id FROM dbo.filas ORDER BY grupo DESC, id')).toEqual(
      await ids('SELECT id FROM dbo.filas ORDER BY grupo DESC, id'),
    );
  });
});

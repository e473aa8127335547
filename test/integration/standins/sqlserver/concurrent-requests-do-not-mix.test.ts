import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { useStandin } from './support.ts';

describe('several connections', () => {
  const client = useStandin({ pool: { pool: { max: 4 } } });

  it('answer each request with its own rows', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, texto nvarchar(50))');
    await Promise.all(
      Array.from({ length: 40 }, (_, id) =>
        client.query('INSERT INTO dbo.filas (id, texto) VALUES (@id, @t)', {
          id: [sql.Int, id],
          t: [sql.NVarChar(50), `t${id}`],
        }),
      ),
    );
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, id) =>
        client.rows('SELECT texto, @@SPID AS spid FROM dbo.filas WHERE id = @id', { id: [sql.Int, id] }),
      ),
    );
    expect(answers.map(([row]) => row?.['texto'])).toEqual(Array.from({ length: 40 }, (_, id) => `t${id}`));
    expect(new Set(answers.map(([row]) => row?.['spid'])).size).toBeGreaterThan(1);
    expect(client.standin.connectionCount()).toBeLessThanOrEqual(4);
  });

  it('see a delay without holding each other up', async () => {
    client.standin.faults.delayStatements(150);
    const start = performance.now();
    await Promise.all([1, 2, 3, 4].map((n) => client.rows('SELECT @n AS n', { n: [sql.Int, n] })));
    expect(performance.now() - start).toBeLessThan(550);
    client.standin.faults.reset();
  });

  it('log the statements but not what the driver sends of its own', () => {
    const texts = client.standin.statements();
    expect(texts).toContain('SELECT @n AS n');
    expect(texts.some((text) => text === 'SELECT 1;' || text.startsWith('set '))).toBe(false);
  });
});

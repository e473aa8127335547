import type sql from 'mssql';
import { afterEach, describe, expect, it } from 'vitest';
import { connect, describeError, useStandin } from './support.ts';

describe('faults', () => {
  const client = useStandin({ pool: { pool: { max: 1 } } });
  const outcome = (text: string): Promise<unknown> =>
    client.rows(text).then(
      () => 'ok',
      (error: unknown) => describeError(error).number ?? describeError(error).code,
    );

  afterEach(() => client.standin.faults.reset());

  it('answer with any error number', async () => {
    client.standin.faults.answerWithError(/uno/, 1205, 'Transaction was deadlocked.');
    expect(await client.failure("SELECT 'uno' AS x")).toMatchObject({
      number: 1205,
      message: 'Transaction was deadlocked.',
    });
    expect(await outcome("SELECT 'uno' AS x")).toBe('ok');
  });

  it('strike the k-th matching statement and no other', async () => {
    client.standin.faults.answerWithError(/uno/, 1222, undefined, { skip: 2, times: 2 });
    const outcomes: unknown[] = [];
    for (const word of ['uno', 'dos', 'uno', 'uno', 'dos', 'uno', 'uno'])
      outcomes.push(await outcome(`SELECT '${word}' AS x`));
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 1222, 'ok', 1222, 'ok']);
  });

  it("do not count the driver's own SELECT 1", async () => {
    client.standin.faults.answerWithError(/SELECT/, 1222, undefined, { skip: 1 });
    expect([await outcome('SELECT 2 AS x'), await outcome('SELECT 3 AS x')]).toEqual(['ok', 1222]);
  });

  it('delay only what matches, as often as told', async () => {
    const time = async (text: string): Promise<number> => {
      const start = performance.now();
      await client.rows(text);
      return performance.now() - start;
    };
    client.standin.faults.delayStatements(200, /lenta/, 1);
    expect(await time("SELECT 'otra' AS x")).toBeLessThan(150);
    expect(await time("SELECT 'lenta' AS x")).toBeGreaterThanOrEqual(195);
    expect(await time("SELECT 'lenta' AS x")).toBeLessThan(150);
  });

  it('drop the k-th statement', async () => {
    client.standin.faults.dropConnection(/uno/, { skip: 1 });
    expect(await outcome("SELECT 'uno' AS x")).toBe('ok');
    expect(await outcome("SELECT 'uno' AS x")).toMatch(/ECONNRESET|ESOCKET|ECONNCLOSED/);
    expect(await outcome("SELECT 'uno' AS x")).toBe('ok');
  });

  it('fall silent after so many rows, past the request timeout, until a cancel comes', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY)');
    const rows = Array.from({ length: 1_000 }, (_, id) => `(${id})`).join(',');
    await client.query(`INSERT INTO dbo.filas (id) VALUES ${rows}`);
    const pool = await connect(client.standin, { pool: { max: 1 }, requestTimeout: 300 });
    client.standin.faults.stall(/filas/, { afterRows: 10 });
    const request = pool.request();
    const { seen, failed } = streamAll(request, 'SELECT id FROM dbo.filas ORDER BY id');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(seen).toEqual(Array.from({ length: 10 }, (_, id) => id));
    request.cancel();
    expect(describeError(await failed).code).toBe('ECANCEL');
    expect((await pool.request().query('SELECT COUNT(*) AS n FROM dbo.filas')).recordset).toEqual([
      { n: 1_000 },
    ]);
    await pool.close();
  });
});

function streamAll(request: sql.Request, text: string): { seen: unknown[]; failed: Promise<unknown> } {
  const seen: unknown[] = [];
  request.stream = true;
  request.on('row', (row: Record<string, unknown>) => seen.push(row['id']));
  const failed = new Promise((resolve) => request.on('error', resolve));
  void request.query(text);
  return { seen, failed };
}

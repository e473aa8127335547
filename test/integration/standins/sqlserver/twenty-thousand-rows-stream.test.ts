import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { connect, useStandin } from './support.ts';

const ROWS = 20_000;
const TEXTS = Array.from({ length: 26 }, (_, i) => `c${i}`);

describe('a large result', () => {
  const client = useStandin();

  it('streams row by row, also at other packet sizes', async () => {
    await client.query(
      `CREATE TABLE dbo.ancha (id int NOT NULL PRIMARY KEY, salario decimal(18,2), nacimiento date, cambio datetime2(3), ${TEXTS.map((name) => `${name} nvarchar(30)`).join(', ')})`,
    );
    for (let start = 0; start < ROWS; start += 5_000) await fill(start);
    for (const packetSize of [512, 4_096, 32_767]) {
      const pool = await connect(client.standin, { options: { ...OPTIONS, packetSize } });
      const request = pool.request();
      request.stream = true;
      let seen = 0;
      request.on('row', () => {
        seen += 1;
        if (seen % 5_000 !== 0) return;
        request.pause();
        setTimeout(() => request.resume(), 20);
      });
      await new Promise((resolve, reject) => {
        request.on('done', resolve);
        request.on('error', reject);
        void request.query('SELECT * FROM dbo.ancha ORDER BY id');
      });
      expect(seen).toBe(ROWS);
      await pool.close();
    }
  });

  const OPTIONS = { encrypt: false, trustServerCertificate: true };

  async function fill(start: number): Promise<void> {
    const rows = Array.from({ length: 5_000 }, (_, i) => ({
      id: start + i,
      salario: '1234.50',
      nacimiento: '1980-02-29',
      cambio: '2026-01-31T10:20:30.123',
      ...Object.fromEntries(TEXTS.map((name) => [name, `valor ${i}`])),
    }));
    const names = ['id', 'salario', 'nacimiento', 'cambio', ...TEXTS].join(', ');
    const columns = `id int, salario decimal(18,2), nacimiento date, cambio datetime2(3), ${TEXTS.map((name) => `${name} nvarchar(30)`).join(', ')}`;
    await client.query(
      `INSERT INTO dbo.ancha (${names}) SELECT ${names} FROM OPENJSON(@rows) WITH (${columns})`,
      {
        rows: [sql.NVarChar(sql.MAX), JSON.stringify(rows)],
      },
    );
  }
});

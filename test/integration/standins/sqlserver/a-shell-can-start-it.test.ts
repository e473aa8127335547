import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import sql from 'mssql';
import { describe, expect, it } from 'vitest';

const MAIN = new URL('../../../standins/sqlserver/main.ts', import.meta.url).pathname;

describe('main.ts', () => {
  it('prints a connection string that works, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [MAIN, '--database', 'prueba'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines = createInterface({ input: child.stdout });
    let connectionString = '';
    for await (const line of lines) {
      connectionString = line;
      if (line.startsWith('Server=')) break;
    }
    const pool = await new sql.ConnectionPool(connectionString).connect();
    expect((await pool.request().query('SELECT DB_NAME() AS name')).recordset).toEqual([{ name: 'prueba' }]);
    await pool.close();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

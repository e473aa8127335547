import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A SQL Server stand-in in a process of its own, so that what it costs is not counted. */
export interface SqlServerProcess {
  readonly connectionString: string;
  close(): void;
}

export async function startSqlServerProcess(): Promise<SqlServerProcess> {
  const script = fileURLToPath(new URL('../standins/sqlserver/main.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('The SQL Server stand-in ended before it said where it is.')));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const connectionString = /^Server=.*$/m.exec(output)?.[0];
      if (connectionString) resolve({ connectionString, close: () => void child.kill() });
    });
  });
}

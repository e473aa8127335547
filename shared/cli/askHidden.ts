import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks a person at the terminal; what is typed is not shown, for it is a secret. */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_, __, done) => done() });
  const reading = createInterface({ input: process.stdin, output: silent, terminal: true });
  // A terminal in raw mode makes no signal of it.
  reading.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await reading.question('');
  } finally {
    reading.close();
    process.stderr.write('\n');
  }
}

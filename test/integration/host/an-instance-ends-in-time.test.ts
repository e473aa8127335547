import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ownAccount } from '../../support/ownAccount.ts';
import { type System, startSystem } from '../../support/startSystem.ts';

let silent: Server | undefined;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  silent?.close();
});

/** A server that takes connections and never says a word. */
async function startSilentServer(): Promise<{ readonly connectionString: string; met: Promise<void> }> {
  const met = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    met.resolve();
  });
  silent = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const connectionString = `Server=127.0.0.1,${port};Database=x;User Id=x;Password=x;Encrypt=false`;
  return { connectionString, met: met.promise };
}

async function start(settings: Readonly<Record<string, string>>, said: string[]): Promise<System> {
  return startSystem({
    storage: ownAccount(),
    settings,
    drainMs: 100,
    onLog: ({ message }) => said.push(message),
  });
}

const KILLED = expect.stringContaining('was killed');

it('while SQL Server takes a connection and does not answer', async () => {
  const { connectionString, met } = await startSilentServer();
  const said: string[] = [];
  const system = await start({ SQL_CONNECTION_STRING: connectionString }, said);
  const asked = system.call('GET', 'status').catch(() => undefined);
  await met;
  await system.close();
  await asked;
  expect(said).not.toContainEqual(KILLED);
});

it('while a statement of SQL Server stalls', async () => {
  const said: string[] = [];
  const system = await start({}, said);
  const { faults, statements } = system.sqlServer;
  const before = statements().length;
  faults.stall(/./s, { times: 1_000 });
  const asked = system.call('GET', 'status').catch(() => undefined);
  await expect.poll(() => statements().length).toBeGreaterThan(before);
  await system.close();
  await asked;
  expect(said).not.toContainEqual(KILLED);
});

/**
 * Entry of the Azurite child process. Its flags are Azurite's own.
 *
 * Standard input is a lifeline: the parent holds the other end and never writes. It closes when the parent ends,
 * also by SIGKILL, so no Azurite outlives the test run that started it.
 */
import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';

const lifeline = process.stdin.once('close', () => process.exit(0)).resume();
// Watching it is no reason to stay: after SIGTERM the process ends by itself once its servers are closed.
if (lifeline instanceof Socket) lifeline.unref();

// A request that Azurite has stopped listening to is never answered, and its socket would keep the process for ever. What
// is still being saved must: killed in the middle of that, Azurite comes back as it was seconds before.
const sockets = new Set<Socket>();
subscribe('net.server.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return;
  const { socket } = message;
  if (!(socket instanceof Socket)) return;
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});
process.once('SIGTERM', () => {
  for (const socket of sockets) socket.unref();
});

const load = createRequire(import.meta.url);
const { EMULATOR_ACCOUNT_KEY } = load('azurite/dist/src/common/utils/constants.js');
// Every name is an account, with the published key: one process is the storage of as many systems as there are tests.
load('azurite/dist/src/common/AccountDataStore.js').default.prototype.getAccount = (name: string) => ({
  name,
  key1: EMULATOR_ACCOUNT_KEY,
});
load('azurite/dist/src/azurite.js');

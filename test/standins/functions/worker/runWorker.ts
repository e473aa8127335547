import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FromHost, type LogLevel, parseFromHost } from '../protocol.ts';
import { type App, installCoreModule } from './coreModule.ts';
import { noHooks, runHooks } from './hooks.ts';
import { loadApp } from './loadApp.ts';
import { runInvocation } from './runInvocation.ts';
import { allSent, sendToHost } from './sendToHost.ts';
import { workerLog } from './workerLog.ts';

const app: App = { model: undefined, functions: new Map(), hooks: noHooks(), sealed: false };

const systemLog = (level: LogLevel, category: string, message: string) =>
  workerLog(app.hooks, level, category, message);

/** As in the real worker an error that nobody caught ends the process, and with it every neighbour's run. */
async function dieOf(error: unknown): Promise<void> {
  await sendToHost({
    kind: 'log',
    level: 'error',
    category: 'system',
    message: `Worker uncaught exception: ${describe(error)}`,
  });
  process.exit(1);
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

async function receive(message: FromHost): Promise<void> {
  if (message.kind === 'terminate') {
    await runHooks(app.hooks.appTerminate, { hookData: {}, appHookData: {} });
    await allSent();
    process.exit(0);
  }
  const { functionName, invocationId, request } = message;
  try {
    const answer = await runInvocation(app, functionName, invocationId, request);
    await sendToHost({ kind: 'succeeded', invocationId, answer });
  } catch (error) {
    await sendToHost({ kind: 'failed', invocationId, error: describe(error) });
  }
}

/** Loads the app that `--app` names, tells the host what it registered, and runs it until the host has enough of it. */
export async function runWorker(): Promise<void> {
  const { values } = parseArgs({ options: { app: { type: 'string' } }, strict: true });
  if (values.app === undefined) throw new Error('--app <folder> is missing');
  process.on('uncaughtException', (error) => void dieOf(error));
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => void receive(parseFromHost(message)));
  installCoreModule(app, systemLog);
  try {
    await loadApp(resolve(values.app), app);
  } catch (error) {
    await sendToHost({ kind: 'ready', functions: [], error: describe(error) });
    return;
  }
  const functions = [...app.functions.values()].map((registered) => registered.metadata);
  await sendToHost({ kind: 'ready', functions });
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { LogEntry } from '../hostTypes.ts';
import {
  type FromHost,
  type FromWorker,
  type InvocationAnswer,
  type InvocationRequest,
  type LogLevel,
  parseFromWorker,
  type Registration,
} from '../protocol.ts';
import { findSetting, type Settings } from './resolveNames.ts';

export interface LoadedApp {
  readonly functions: readonly Registration[];
  readonly error?: string | undefined;
}

/** One worker process, from its start to its end. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** What the app registered, or why it could not be loaded; an early end of the process counts as the latter. */
  readonly loaded: Promise<LoadedApp>;
  /** Says how the process ended. Every run that was under way has failed by then. */
  readonly exited: Promise<string>;
  invoke(invocationId: string, functionName: string, request: InvocationRequest): Promise<InvocationAnswer>;
  /** Asks for appTerminate hooks and a clean exit. */
  terminate(): void;
  kill(signal: NodeJS.Signals): void;
}

type Pending = PromiseWithResolvers<InvocationAnswer>;

/** Starts a worker: cwd is the app folder, the environment is the app's settings and PATH. */
export function startWorkerProcess(
  appDir: string,
  settings: Settings,
  onLog: (entry: LogEntry) => void,
): WorkerProcess {
  const child = forkWorker(appDir, settings);
  const pending = new Map<string, Pending>();
  const loaded = Promise.withResolvers<LoadedApp>();
  child.on('message', (message) => receive(parseFromWorker(message), pending, loaded.resolve, onLog));
  forwardConsole(child.stdout, () => 'information', onLog);
  forwardConsole(child.stderr, levelOfConsoleLine, onLog);
  const exited = once(child, 'close').then(([code, signal]) => {
    const reason = `node exited with code ${code ?? signal}`;
    loaded.resolve({ functions: [], error: `The worker ended before it had loaded the app: ${reason}` });
    for (const run of pending.values()) run.reject(new Error(`WorkerProcessExitException: ${reason}`));
    pending.clear();
    return reason;
  });
  const tell = (message: FromHost) => {
    // An error here means that the process is ending; `exited` fails the runs.
    if (child.connected) child.send(message, () => undefined);
  };
  return {
    pid: child.pid,
    loaded: loaded.promise,
    exited,
    invoke: (invocationId, functionName, request) => {
      if (!child.connected) return Promise.reject(new Error('WorkerProcessExitException: worker is gone'));
      const run = Promise.withResolvers<InvocationAnswer>();
      pending.set(invocationId, run);
      tell({ kind: 'invoke', invocationId, functionName, request });
      return run.promise;
    },
    terminate: () => tell({ kind: 'terminate' }),
    kill: (signal) => void child.kill(signal),
  };
}

function forkWorker(appDir: string, settings: Settings): ChildProcess {
  const entry = fileURLToPath(new URL('../worker/worker.ts', import.meta.url));
  const nodeArguments = findSetting(settings, 'languageWorkers__node__arguments') ?? '';
  return fork(entry, ['--app', appDir], {
    cwd: appDir,
    env: { PATH: process.env['PATH'], ...settings },
    execArgv: nodeArguments.split(/\s+/).filter((argument) => argument !== ''),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl+C in the terminal must reach only the host, which then lets running executions finish.
    detached: true,
  });
}

function receive(
  message: FromWorker,
  pending: Map<string, Pending>,
  loaded: (app: LoadedApp) => void,
  onLog: (entry: LogEntry) => void,
): void {
  switch (message.kind) {
    case 'ready':
      loaded({ functions: message.functions, error: message.error });
      break;
    case 'log':
      onLog(toLogEntry(message));
      break;
    case 'succeeded':
      take(message.invocationId, pending)?.resolve(message.answer);
      break;
    case 'failed':
      take(message.invocationId, pending)?.reject(new Error(message.error));
      break;
  }
}

function take(invocationId: string, pending: Map<string, Pending>): Pending | undefined {
  const run = pending.get(invocationId);
  pending.delete(invocationId);
  return run;
}

function toLogEntry(entry: FromWorker & { kind: 'log' }): LogEntry {
  const { level, message, functionName, invocationId } = entry;
  const suffix = entry.category === 'user' ? '.User' : '';
  const category = functionName === undefined ? 'Worker' : `Function.${functionName}${suffix}`;
  return {
    level,
    category,
    message,
    ...(functionName !== undefined && { functionName }),
    ...(invocationId !== undefined && { invocationId }),
  };
}

function forwardConsole(
  stream: Readable | null,
  levelOf: (line: string) => LogLevel,
  onLog: (entry: LogEntry) => void,
): void {
  if (stream === null) return;
  createInterface({ input: stream }).on('line', (line) =>
    onLog({ level: levelOf(line), category: 'Host.Function.Console', message: line }),
  );
}

/** The host guesses the level of a line on standard error from its words. */
function levelOfConsoleLine(line: string): LogLevel {
  if (/warn/i.test(line)) return 'warning';
  return /error|fail|severe/i.test(line) ? 'error' : 'information';
}

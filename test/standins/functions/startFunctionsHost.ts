import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Executor } from './host/executor.ts';
import { FunctionRegistry } from './host/functionRegistry.ts';
import { type HttpListener, type Keys, openHttpListener } from './host/httpListener.ts';
import { hasTrigger, isUsable } from './host/indexedFunction.ts';
import { indexFunction } from './host/indexFunction.ts';
import { InvocationBook } from './host/invocationBook.ts';
import { createQueueListener } from './host/queueListener.ts';
import { type HostJson, readHostJson } from './host/readHostJson.ts';
import { parseManualInput, toManualRequest } from './host/runManually.ts';
import { createTimerListener } from './host/timerListener.ts';
import type { LoadedApp } from './host/workerProcess.ts';
import { WorkerSupervisor } from './host/workerSupervisor.ts';
import type { FunctionsHost, FunctionsHostOptions, InvocationResult, LogEntry } from './hostTypes.ts';

export type * from './hostTypes.ts';

/** Fixed in the real host; shorter in tests that take a worker or the storage away. */
const LEASE_MS = 600_000;
const DRAIN_MS = 30_000;

/**
 * Starts a Functions host for a built app folder: listeners in this process, the app in a worker process.
 *
 * Resolves when the app is loaded and its listeners run. An app that cannot be loaded is no error here, as in Azure:
 * the host runs, offers no function, and `startupError` says why.
 *
 * @throws when host.json is missing or wrong, or the port is taken.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const parts = await assemble({ ...options, appDir: resolve(options.appDir) });
  let startupError: string | undefined;
  let opened = false;
  const onLoaded = async (app: LoadedApp) => {
    // A restarted worker registers the same functions again; their listeners never stopped.
    if (opened) return;
    startupError = app.error;
    opened = app.error === undefined;
    if (opened) await openFunctions(app, parts);
  };
  await new Promise<void>((resolve, reject) => {
    parts.supervisor.start((app) => onLoaded(app).then(resolve, reject));
  });
  return describeHost(parts, () => startupError);
}

interface Parts {
  readonly options: FunctionsHostOptions;
  readonly hostJson: HostJson;
  readonly keys: Keys;
  readonly book: InvocationBook;
  readonly supervisor: WorkerSupervisor;
  readonly executor: Executor;
  readonly registry: FunctionRegistry;
  readonly http: HttpListener;
  readonly onLog: (entry: LogEntry) => void;
}

async function assemble(options: FunctionsHostOptions): Promise<Parts> {
  const { appDir, env: settings, restartDelayMs } = options;
  const onLog = options.onLog ?? (() => undefined);
  const hostJson = await readHostJson(appDir, settings);
  const book = new InvocationBook();
  if (options.onInvocation !== undefined) book.subscribe(options.onInvocation);
  const registry = new FunctionRegistry();
  const supervisor = new WorkerSupervisor({ appDir, settings, restartDelayMs, onLog });
  const onQueued = (queue: { url: string }) => registry.wake(queue.url);
  const executor = new Executor({ hostJson, supervisor, book, onLog, onQueued });
  const keys = { functionKey: newKey(), masterKey: newKey() };
  const http = await openHttpListener({
    port: options.port ?? 0,
    frontEnd: options.frontEnd ?? 'local',
    keys,
    executor,
    isListening: (name) => registry.isListening(name),
    runManually: (name, body) => runManually(registry, executor, name, body),
  });
  return { options, hostJson, keys, book, supervisor, executor, registry, http, onLog };
}

const newKey = () => randomBytes(24).toString('base64url');

async function openFunctions(app: LoadedApp, parts: Parts): Promise<void> {
  const { options, hostJson, book, supervisor, executor, registry, http, onLog } = parts;
  const functions = await Promise.all(
    app.functions.map((registration) => indexFunction(registration, hostJson, options.env)),
  );
  for (const fn of functions) {
    if (!isUsable(fn)) onLog({ level: 'error', category: 'Host.Startup', message: fn.error });
  }
  registry.open(functions, {
    forTimer: (fn) => createTimerListener(fn, executor),
    forQueue: (fn) =>
      createQueueListener(fn, {
        queues: hostJson.extensions.queues,
        leaseMs: options.leaseMs ?? LEASE_MS,
        storageSpeed: options.storageSpeed ?? 1,
        executor,
        book,
        whenWorkerReady: () => supervisor.whenReady(),
        onLog,
      }),
  });
  http.serve(registry.httpFunctions());
}

function describeHost(parts: Parts, startupError: () => string | undefined): FunctionsHost {
  const { keys, book, supervisor, registry, http } = parts;
  return {
    baseUrl: http.baseUrl,
    ...keys,
    functions: () => registry.summaries(),
    startupError,
    workerPid: () => supervisor.pid,
    runTimer: (name) => runTimer(parts, name),
    killWorker: (signal) => supervisor.kill(signal),
    pause: (name) => registry.pause(name),
    resume: (name) => registry.resume(name),
    invocations: () => book.counts(),
    onInvocation: (listener) => book.subscribe(listener),
    close: () => close(parts),
  };
}

async function runTimer({ registry, executor }: Parts, name: string): Promise<InvocationResult> {
  const fn = registry.usable(name);
  if (fn === undefined || !hasTrigger(fn, 'timer')) throw new Error(`No usable timer function "${name}"`);
  const request = toManualRequest(fn.trigger, '');
  if (request === undefined) throw new Error(`"${name}" cannot be run by hand`);
  const { invocationId, succeeded, error } = await executor.execute(fn, request);
  return { invocationId, succeeded, ...(error !== undefined && { error }) };
}

/** As the real admin API: 202 and the run goes on by itself; 404 for what is unknown or has its own HTTP route. */
function runManually(registry: FunctionRegistry, executor: Executor, name: string, body: Buffer): number {
  const input = parseManualInput(body);
  if (input === undefined) return 400;
  const fn = registry.usable(name);
  const request = fn === undefined ? undefined : toManualRequest(fn.trigger, input);
  if (fn === undefined || request === undefined) return 404;
  void executor.execute(fn, request);
  return 202;
}

async function close({ options, registry, executor, supervisor, http }: Parts): Promise<void> {
  const drainMs = options.drainMs ?? DRAIN_MS;
  http.stop();
  await Promise.race([registry.stopAll(), new Promise((resolve) => setTimeout(resolve, drainMs).unref())]);
  await executor.drain(drainMs);
  await supervisor.stop();
  // What was still running has failed with its worker; its messages are being released.
  await executor.drain(drainMs);
  await http.close();
}

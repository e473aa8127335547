import type { LogEntry } from '../hostTypes.ts';
import type { InvocationAnswer, InvocationRequest } from '../protocol.ts';
import type { Settings } from './resolveNames.ts';
import { type LoadedApp, startWorkerProcess, type WorkerProcess } from './workerProcess.ts';

/** The real host starts a dead worker again at once the first time and then after this pause. */
const LATER_RESTART_DELAY_MS = 10_000;
/** What a worker gets to run its appTerminate hooks before it is killed. */
const TERMINATE_GRACE_MS = 5_000;

export interface SupervisorOptions {
  readonly appDir: string;
  readonly settings: Settings;
  readonly restartDelayMs: number | undefined;
  readonly onLog: (entry: LogEntry) => void;
}

/** Keeps one worker alive: starts it, starts it again after its death, lets callers wait until there is one. */
export class WorkerSupervisor {
  readonly #options: SupervisorOptions;
  #worker: WorkerProcess | undefined;
  #ready = deferredWorker();
  #isReady = false;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts the worker. `onLoaded` gets what the app registered or why it could not be loaded, after every start. */
  start(onLoaded: (app: LoadedApp) => void): void {
    const { appDir, settings, onLog } = this.#options;
    const worker = startWorkerProcess(appDir, settings, onLog);
    this.#worker = worker;
    void worker.loaded.then((app) => {
      this.#onLoaded(worker, app);
      onLoaded(app);
    });
    void worker.exited.then((reason) => this.#onExit(reason, onLoaded));
  }

  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  /** Resolves when a worker can take work; rejects when the host stops first. */
  async whenReady(): Promise<void> {
    await this.#ready.promise;
  }

  async invoke(
    invocationId: string,
    functionName: string,
    request: InvocationRequest,
  ): Promise<InvocationAnswer> {
    const worker = await this.#ready.promise;
    return worker.invoke(invocationId, functionName, request);
  }

  /** Kills the worker of this moment; resolves when it is gone, at once when there is none. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const worker = this.#worker;
    worker?.kill(signal);
    await worker?.exited;
  }

  /** Ends the worker for good: appTerminate hooks, 5 s, kill. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restartTimer);
    this.#ready.reject(new Error('The host is stopping'));
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.terminate();
    const timer = setTimeout(() => {
      this.#options.onLog({
        level: 'error',
        category: 'Worker',
        message: 'The worker was killed: its time was over',
      });
      worker.kill('SIGKILL');
    }, TERMINATE_GRACE_MS);
    await worker.exited;
    clearTimeout(timer);
  }

  #onLoaded(worker: WorkerProcess, app: LoadedApp): void {
    if (app.error !== undefined) {
      this.#options.onLog({ level: 'error', category: 'Host.Startup', message: app.error });
      return;
    }
    this.#isReady = true;
    this.#ready.resolve(worker);
  }

  #onExit(reason: string, onLoaded: (app: LoadedApp) => void): void {
    this.#worker = undefined;
    if (this.#stopped) return;
    if (this.#isReady) {
      this.#isReady = false;
      this.#ready = deferredWorker();
    }
    const delay = this.#options.restartDelayMs ?? (this.#restarts === 0 ? 0 : LATER_RESTART_DELAY_MS);
    this.#restarts++;
    this.#options.onLog({
      level: 'error',
      category: 'Worker',
      message: `Language Worker Process exited: ${reason}. Restarting in ${delay} ms.`,
    });
    this.#restartTimer = setTimeout(() => this.start(onLoaded), delay);
  }
}

function deferredWorker(): PromiseWithResolvers<WorkerProcess> {
  const deferred = Promise.withResolvers<WorkerProcess>();
  // A stop rejects it also when nobody waits.
  deferred.promise.catch(() => undefined);
  return deferred;
}

import type { LogLevel } from './protocol.ts';

export interface LogEntry {
  readonly level: LogLevel;
  /** As Azure names them: `Function.<name>.User`, `Function.<name>`, `Host.Function.Console`, `Worker`, `Host.<part>`. */
  readonly category: string;
  readonly functionName?: string;
  readonly invocationId?: string;
  readonly message: string;
}

export interface FunctionsHostOptions {
  /** Folder with host.json, package.json and the built app. */
  readonly appDir: string;
  /** The app settings. The worker's environment is these and PATH, nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * What is in front of the routes: nothing, as on a developer's machine (absent), or Azure's front end, which decodes a path before
   * it is cut into segments, so that a `%2F` is a slash like any other.
   */
  readonly frontEnd?: 'local' | 'azure';
  /** HTTP port on 127.0.0.1; 0 or absent: a free one. */
  readonly port?: number;
  /** How long a message is invisible while it runs, renewed at half. The real host: 600 000, fixed. At least 1000. */
  readonly leaseMs?: number;
  /** How many times faster than ours the storage's clock runs (1): leases are renewed in step with it. */
  readonly storageSpeed?: number;
  /** Pause before a dead worker is started again. Absent as in Azure: none the first time, then 10 000. */
  readonly restartDelayMs?: number;
  /** How long `close` waits for running executions. Default 30 000; Flex Consumption: up to 3 600 000. */
  readonly drainMs?: number;
  /** `context.log`, the worker's console output and the host's own messages. */
  readonly onLog?: (entry: LogEntry) => void;
  /** Sees every invocation, from before the first listener starts. */
  readonly onInvocation?: (event: InvocationEvent) => void;
}

/** What became of a queue message; `left`: untouched, it returns when its lease ends. */
export type Settlement = 'deleted' | 'released' | 'poisoned' | 'left';

export type InvocationEvent =
  | {
      readonly type: 'start';
      readonly functionName: string;
      readonly invocationId: string;
      readonly dequeueCount?: number;
    }
  | {
      /** After the message is settled and outputs are written, or after the HTTP answer is known. */
      readonly type: 'end';
      readonly functionName: string;
      readonly invocationId: string;
      readonly result: 'succeeded' | 'failed';
      readonly error?: string;
      readonly dequeueCount?: number;
      readonly settled?: Settlement;
    }
  | {
      /** A message above maxDequeueCount, or one that cannot be decoded, was moved without running. */
      readonly type: 'skipped';
      readonly functionName: string;
      readonly dequeueCount: number;
      readonly settled: Settlement;
    };

export interface InvocationResult {
  readonly invocationId: string;
  readonly succeeded: boolean;
  readonly error?: string;
}

export interface InvocationCounts {
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
}

export interface FunctionSummary {
  readonly name: string;
  /** Type of the trigger binding, for example `queueTrigger`. */
  readonly trigger: string;
  /** For an HTTP function: its methods and its full route. */
  readonly route?: string;
  readonly disabled: boolean;
  /** Indexing error: why the host runs no listener for it. */
  readonly error?: string;
}

export interface FunctionsHost {
  readonly baseUrl: string;
  /** Opens functions with authLevel `function`. */
  readonly functionKey: string;
  /** Opens everything, the admin API included. */
  readonly masterKey: string;
  readonly functions: () => readonly FunctionSummary[];
  /** Why the app could not be loaded at all; then there are no functions. */
  readonly startupError: () => string | undefined;
  readonly workerPid: () => number | undefined;
  /**
   * Runs a timer function now, as POST /admin/functions/<name> does; it may overlap with a scheduled run.
   * @throws when there is no usable timer function of that name.
   */
  runTimer(name: string): Promise<InvocationResult>;
  /** Kills the worker (default SIGKILL), resolves when it is gone. The host starts another one by itself. */
  killWorker(signal?: NodeJS.Signals): Promise<void>;
  /** Stops a listener; its running executions go on. */
  pause(name: string): Promise<void>;
  resume(name: string): void;
  invocations(): Readonly<Record<string, InvocationCounts>>;
  /** @returns a function that ends the subscription */
  onInvocation(listener: (event: InvocationEvent) => void): () => void;
  /** Stops listeners, waits for running executions, runs appTerminate hooks (5 s), ends the worker. */
  close(): Promise<void>;
}

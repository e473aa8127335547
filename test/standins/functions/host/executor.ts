import { randomUUID } from 'node:crypto';
import type { QueueClient } from '@azure/storage-queue';
import type { InvocationResult, LogEntry, Settlement } from '../hostTypes.ts';
import type { InvocationAnswer, InvocationRequest } from '../protocol.ts';
import type { UsableFunction } from './indexedFunction.ts';
import type { InvocationBook } from './invocationBook.ts';
import { writeQueueOutputs } from './queueOutputs.ts';
import type { HostJson } from './readHostJson.ts';
import type { WorkerSupervisor } from './workerSupervisor.ts';

export interface Execution extends InvocationResult {
  /** Present when the handler ended well. */
  readonly answer?: InvocationAnswer;
}

/** The message behind an execution: its count, and what to do with it afterwards. */
export interface Delivery {
  readonly dequeueCount: number;
  settle(succeeded: boolean): Promise<Settlement>;
}

export interface ExecutorOptions {
  readonly hostJson: HostJson;
  readonly supervisor: WorkerSupervisor;
  readonly book: InvocationBook;
  readonly onLog: (entry: LogEntry) => void;
  readonly onQueued: (queue: QueueClient) => void;
}

/** Runs functions on the worker: time limit, outputs, books. Every trigger passes through here. */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** Runs a function once. Never throws: what goes wrong is in the result. */
  execute(fn: UsableFunction, request: InvocationRequest, delivery?: Delivery): Promise<Execution> {
    const execution = this.#execute(fn, request, delivery);
    this.#running.add(execution);
    void execution.finally(() => this.#running.delete(execution));
    return execution;
  }

  /** Resolves when nothing runs any more, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([Promise.allSettled([...this.#running]), timeout]);
    clearTimeout(timer);
  }

  async #execute(fn: UsableFunction, request: InvocationRequest, delivery?: Delivery): Promise<Execution> {
    const { book } = this.#options;
    const invocationId = randomUUID();
    const about = {
      functionName: fn.name,
      invocationId,
      ...(delivery && { dequeueCount: delivery.dequeueCount }),
    };
    book.record({ type: 'start', ...about });
    this.#log(fn, invocationId, 'information', `Executing 'Functions.${fn.name}' (Id=${invocationId})`);
    const execution = await this.#run(fn, invocationId, request);
    const settled = await delivery?.settle(execution.succeeded);
    book.record({
      type: 'end',
      ...about,
      result: execution.succeeded ? 'succeeded' : 'failed',
      ...(execution.error !== undefined && { error: execution.error }),
      ...(settled && { settled }),
    });
    return execution;
  }

  async #run(fn: UsableFunction, invocationId: string, request: InvocationRequest): Promise<Execution> {
    const { hostJson, onQueued } = this.#options;
    try {
      const answer = await this.#invokeWithTimeout(fn.name, invocationId, request);
      const queues = await writeQueueOutputs(fn, answer, hostJson.extensions.queues.messageEncoding);
      for (const queue of queues) onQueued(queue);
      this.#log(
        fn,
        invocationId,
        'information',
        `Executed 'Functions.${fn.name}' (Succeeded, Id=${invocationId})`,
      );
      return { invocationId, succeeded: true, answer };
    } catch (reason) {
      const error = reason instanceof Error ? reason.message : String(reason);
      this.#log(
        fn,
        invocationId,
        'error',
        `Executed 'Functions.${fn.name}' (Failed, Id=${invocationId}): ${error}`,
      );
      return { invocationId, succeeded: false, error };
    }
  }

  /** At the time limit the host ends the whole worker process, so the neighbours' runs die too. */
  async #invokeWithTimeout(
    functionName: string,
    invocationId: string,
    request: InvocationRequest,
  ): Promise<InvocationAnswer> {
    const { hostJson, supervisor } = this.#options;
    const run = supervisor.invoke(invocationId, functionName, request);
    if (hostJson.functionTimeout === Number.POSITIVE_INFINITY) return run;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const limit = `${hostJson.functionTimeout / 1000} s`;
        reject(
          new Error(`Timeout value of ${limit} exceeded by function 'Functions.${functionName}'. Stopping.`),
        );
        void supervisor.kill();
      }, hostJson.functionTimeout);
    });
    try {
      return await Promise.race([run, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  #log(fn: UsableFunction, invocationId: string, level: LogEntry['level'], message: string): void {
    this.#options.onLog({
      level,
      category: `Function.${fn.name}`,
      functionName: fn.name,
      invocationId,
      message,
    });
  }
}

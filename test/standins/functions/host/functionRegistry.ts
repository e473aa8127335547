import type { FunctionSummary } from '../hostTypes.ts';
import type { HttpTrigger, QueueTrigger, TimerTrigger, UsableFunction } from './indexedFunction.ts';
import { hasTrigger, type IndexedFunction, isUsable } from './indexedFunction.ts';
import type { Listener } from './listener.ts';
import type { QueueListener } from './queueListener.ts';

export interface ListenerFactory {
  readonly forQueue: (fn: UsableFunction<QueueTrigger>) => QueueListener;
  readonly forTimer: (fn: UsableFunction<TimerTrigger>) => Listener;
}

/** The functions of the app and which of them listen. */
export class FunctionRegistry {
  #functions: readonly IndexedFunction[] = [];
  readonly #listeners = new Map<string, Listener>();
  readonly #queues = new Map<string, QueueListener[]>();
  readonly #paused = new Set<string>();

  /** Takes the indexed functions and starts a listener for each one that is usable and not disabled. */
  open(functions: readonly IndexedFunction[], factory: ListenerFactory): void {
    this.#functions = functions;
    for (const fn of functions) {
      if (fn.disabled) this.#paused.add(fn.name);
      if (hasTrigger(fn, 'queue')) this.#addQueueListener(fn, factory.forQueue(fn));
      if (hasTrigger(fn, 'timer')) this.#listeners.set(fn.name, factory.forTimer(fn));
    }
    for (const [name, listener] of this.#listeners) if (!this.#paused.has(name)) listener.start();
  }

  summaries(): FunctionSummary[] {
    return this.#functions.map((fn) => ({
      name: fn.name,
      trigger: fn.triggerType,
      disabled: fn.disabled,
      ...(hasTrigger(fn, 'http') && { route: routeOf(fn.trigger) }),
      ...(!isUsable(fn) && { error: fn.error }),
    }));
  }

  /** The function of that name (in any case), if the host can run it. */
  usable(name: string): UsableFunction | undefined {
    return this.#functions.filter(isUsable).find((fn) => fn.name.toLowerCase() === name.toLowerCase());
  }

  httpFunctions(): UsableFunction<HttpTrigger>[] {
    return this.#functions.filter((fn) => hasTrigger(fn, 'http'));
  }

  isListening(name: string): boolean {
    return !this.#paused.has(name);
  }

  async pause(name: string): Promise<void> {
    this.#paused.add(name);
    await this.#listeners.get(name)?.stop();
  }

  resume(name: string): void {
    this.#paused.delete(name);
    this.#listeners.get(name)?.start();
  }

  /** A message was put by an output of this host: its listeners need not wait for their pause to end. */
  wake(queueUrl: string): void {
    for (const listener of this.#queues.get(queueUrl) ?? []) listener.wake();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#listeners.values()].map((listener) => listener.stop()));
  }

  #addQueueListener(fn: UsableFunction<QueueTrigger>, listener: QueueListener): void {
    this.#listeners.set(fn.name, listener);
    const { url } = fn.trigger.queue;
    this.#queues.set(url, [...(this.#queues.get(url) ?? []), listener]);
  }
}

const routeOf = ({ methods, route }: HttpTrigger) =>
  `${methods.length > 0 ? methods.join(',') : 'ANY'} /${route}`;

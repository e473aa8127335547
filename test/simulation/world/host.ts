import { type App, compose } from '../../../shared/compose/compose.ts';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { Log } from '../../../shared/sync/ports/log.ts';
import { settle } from '../edges.ts';
import { Instance } from '../kernel/instance.ts';
import type { World } from './world.ts';

/** One process with the app in it, and what it is at work on. */
interface Process {
  readonly instance: Instance;
  readonly app: App;
  readonly work: Set<Invocation>;
}

export interface Invocation {
  readonly name: string;
  readonly onEnd: (error: Error | undefined) => void;
  readonly onDeath: () => void;
}

const RESTART_MS = 20_000;
/** As many invocations as one instance takes at a time. */
const MOST_AT_ONCE = 5;

/** The instances on which functions run. One that dies takes its invocations along, and a new one comes. */
export class Host {
  readonly #world: World;
  readonly #processes: Process[] = [];
  #started = 0;

  constructor(world: World) {
    this.#world = world;
    for (let count = world.scenario.instances; count > 0; count--) this.#start();
  }

  get isIdle(): boolean {
    return this.#processes.every(({ work }) => work.size === 0);
  }

  /** Runs a function on some instance; false when none has room. */
  run(invocation: Invocation, work: (app: App, log: Log) => Promise<unknown>): boolean {
    const { kernel, chances } = this.#world;
    const free = this.#processes.filter(({ work: busy }) => busy.size < MOST_AT_ONCE);
    const process = chances.pick(free);
    if (!process) return false;
    const { instance, app, work: busy } = process;
    busy.add(invocation);
    const end = (error: unknown) => {
      busy.delete(invocation);
      this.#judge(invocation.name, error);
      const known = error === undefined || error instanceof Error;
      invocation.onEnd(known ? error : new Error(String(error)));
    };
    kernel.schedule(
      0,
      () => {
        if (!instance.isAlive) return;
        this.#world.trace(instance.name, `begins ${invocation.name}`);
        work(app, this.#log(instance)).then(() => end(undefined), end);
      },
      instance,
    );
    return true;
  }

  /** Whatever says neither "later" nor "stop" is a bug, whatever the outside did. */
  #judge(name: string, error: unknown): void {
    if (error === undefined) return;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#world.trace('host', `${name} ended with ${reason}`);
    if (error instanceof RetryLater || error instanceof StopAndAlert) return;
    this.#world.violate('bug', `${name} threw ${reason}`);
  }

  #log(instance: Instance): Log {
    return ({ operation, status, code, message, contactId }) =>
      this.#world.trace(
        instance.name,
        ['  log', operation, status, code, contactId, message].filter((each) => each !== undefined).join(' '),
      );
  }

  #start(): void {
    const world = this.#world;
    const { clockSkewMs } = world.scenario;
    const skew = clockSkewMs[this.#started % clockSkewMs.length] ?? 0;
    const instance = new Instance(`worker-${++this.#started}`, skew, {
      kernel: world.kernel,
      chances: world.chances,
      trace: world.lines ? (actor, text) => world.trace(actor, text()) : undefined,
      onDeath: () => this.#bury(instance),
    });
    const app = compose(settle({ world, instance }));
    this.#processes.push({ instance, app, work: new Set() });
  }

  #bury(instance: Instance): void {
    const at = this.#processes.findIndex((process) => process.instance === instance);
    const [dead] = this.#processes.splice(at, 1);
    this.#world.kernel.schedule(RESTART_MS, () => this.#start());
    for (const { onDeath } of dead?.work ?? []) onDeath();
  }
}

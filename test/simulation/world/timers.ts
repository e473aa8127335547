import type { App } from '../../../shared/compose/compose.ts';
import type { DetectChangesResult } from '../../../shared/sync/detect/detectChanges.ts';
import type { Log } from '../../../shared/sync/ports/log.ts';
import type { Host } from './host.ts';
import type { Request, WorldEvent } from './scenario.ts';
import type { World } from './world.ts';

/** Timers and requests: whatever calls the app besides the queue. */
export class Timers {
  readonly #world: World;
  readonly #host: Host;
  #detectors = 0;
  /** When the last detection began that came to the end of the changes. */
  lastWholeDetection = 0;

  constructor(world: World, host: Host) {
    this.#world = world;
    this.#host = host;
    const tick = () => {
      // The host's timer is a singleton.
      if (this.#detectors === 0) this.detect();
      world.kernel.schedule(world.scenario.detectEveryMs, tick);
    };
    world.kernel.schedule(world.chances.upTo(world.scenario.detectEveryMs), tick);
  }

  detect(): void {
    const beganAt = this.#world.kernel.now;
    let result: DetectChangesResult | undefined;
    const leave = () => {
      this.#detectors--;
    };
    const onEnd = () => {
      leave();
      if (result?.stoppedBy === 'end') this.lastWholeDetection = beganAt;
    };
    const hasBegun = this.#host.run({ name: 'detection', onEnd, onDeath: leave }, async (app, log) => {
      result = await app.detectChanges(log);
    });
    if (hasBegun) this.#detectors++;
  }

  /** `onEnd`: when it came to its end, or broke off. */
  reconcile(onEnd: (isWhole: boolean) => void = () => undefined): void {
    let isWhole = false;
    const end = () => onEnd(isWhole);
    const invocation = { name: 'reconciliation', onEnd: end, onDeath: end };
    const hasBegun = this.#host.run(invocation, async (app, log) => {
      isWhole = (await app.reconcile(log)).stoppedBy === 'end';
    });
    if (!hasBegun) end();
  }

  adopt(onEnd: () => void = () => undefined): void {
    const invocation = { name: 'a request for an adoption', onEnd, onDeath: onEnd };
    if (!this.#host.run(invocation, (app) => app.startAdoption(false))) onEnd();
  }

  call(event: Request): void {
    switch (event.kind) {
      case 'detect':
        this.detect();
        break;
      case 'reconcile':
        this.reconcile();
        break;
      case 'adopt':
        this.adopt();
        break;
      case 'full':
        this.#request('a request for a full pass', (app) => app.startDetection('full'));
        break;
      case 'replay':
        this.#request('a replay', (app) => app.replaySelection({}));
        break;
      case 'resync': {
        const key = this.#world.numberOf(event.person);
        this.#request(`resync of ${key}`, (app, log) => app.resyncAssociate(key, false, log));
      }
    }
  }

  /** Whoever asked does not ask again. */
  #request(name: string, work: (app: App, log: Log) => Promise<unknown>): void {
    const nothing = () => undefined;
    this.#host.run({ name, onEnd: nothing, onDeath: nothing }, work);
  }
}

export function isRequest(event: WorldEvent): event is Request {
  return ['resync', 'adopt', 'reconcile', 'detect', 'full', 'replay'].includes(event.kind);
}

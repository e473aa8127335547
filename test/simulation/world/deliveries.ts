import { type Message, textOf } from '../services/queue.ts';
import type { Host, Invocation } from './host.ts';
import type { World } from './world.ts';

/** As in host.json: so many tries, and the pause after one that failed. */
const MOST_DELIVERIES = 5;
const PAUSE_MS = 30_000;
const NO_ROOM_MS = 3_000;
const POLL = { usual: 300, tail: 5_000 };
const LEASES_MS = [30_000, 60_000, 120_000, 600_000] as const;
/** Of a thousand deliveries. `leaseLost`: the message is handed out again while it is worked on. */
const ODDS = { leaseLost: 25, deleteLost: 15 };

interface Delivery {
  receipt: number;
  isLeaseLost: boolean;
}

/**
 * The host's queue listener: leases that are renewed while an invocation lives, redelivery after a crash and after an
 * error, the poison queue. `work`: what a message is for.
 */
export class Deliveries {
  readonly #world: World;
  readonly #host: Host;
  readonly #current = new Map<number, Delivery>();
  #poison = 0;

  constructor(world: World, host: Host) {
    this.#world = world;
    this.#host = host;
    world.onVisible = (message, delayMs) => this.#expect(message, delayMs);
  }

  /** Nothing waits, neither here nor among the poison. */
  get isDone(): boolean {
    return this.#world.queue.length === 0 && this.#poison === 0;
  }

  #expect(message: Message, delayMs: number): void {
    const { kernel, chances } = this.#world;
    const { receipt } = message;
    kernel.schedule(delayMs + chances.latency(POLL), () => {
      if (message.receipt === receipt) this.#deliver(message);
    });
  }

  #deliver(message: Message): void {
    const { queue } = this.#world;
    const inWork = this.#current.get(message.id);
    if (inWork && !inWork.isLeaseLost) this.#hide(message, PAUSE_MS, inWork);
    else if (!queue.isVisible(message)) return;
    else if (message.dequeueCount >= MOST_DELIVERIES) this.#toPoison(message);
    else if (this.#world.isOut('storage') || !this.#begin(message)) queue.hide(message, NO_ROOM_MS);
  }

  /** False when no instance has room. */
  #begin(message: Message): boolean {
    const delivery: Delivery = { receipt: 0, isLeaseLost: false };
    const number = message.dequeueCount + 1;
    const name = `${this.#world.queue.describe(message.text)}${number > 1 ? ` — delivery ${number}` : ''}`;
    const invocation = this.#invocation(name, message, delivery);
    const text: unknown = JSON.parse(textOf(message.text));
    const hasBegun = this.#host.run(invocation, (app, log) => app.workOn(text, number, log));
    if (!hasBegun) return false;
    message.dequeueCount = number;
    this.#current.set(message.id, delivery);
    this.#hide(message, this.#world.chances.pick(LEASES_MS) ?? PAUSE_MS, delivery);
    return true;
  }

  #hide(message: Message, delayMs: number, delivery: Delivery): void {
    this.#world.queue.hide(message, delayMs);
    delivery.receipt = message.receipt;
  }

  #invocation(name: string, message: Message, delivery: Delivery): Invocation {
    const { chances, kernel, queue } = this.#world;
    const fault = chances.fault(ODDS);
    if (fault === 'leaseLost') {
      kernel.schedule(chances.upTo(60_000), () => {
        if (this.#current.get(message.id) !== delivery) return;
        this.#world.trace('host', `loses the lease of ${name}`);
        delivery.isLeaseLost = true;
        queue.hide(message, 0);
      });
    }
    const leave = () => {
      if (this.#current.get(message.id) === delivery) this.#current.delete(message.id);
    };
    const onEnd = (error: Error | undefined) => {
      leave();
      if (error) this.#giveBack(message, delivery);
      else if (fault !== 'deleteLost')
        kernel.schedule(chances.latency(POLL), () => queue.delete(message, delivery.receipt));
    };
    return { name, onEnd, onDeath: leave };
  }

  #giveBack(message: Message, delivery: Delivery): void {
    message.errors++;
    if (message.receipt !== delivery.receipt) return;
    if (message.dequeueCount < MOST_DELIVERIES) this.#world.queue.hide(message, PAUSE_MS);
    else this.#toPoison(message);
  }

  /** Crashes may poison a message; errors alone must not. */
  #toPoison(message: Message): void {
    const { queue } = this.#world;
    if (message.errors >= MOST_DELIVERIES)
      this.#world.violate('bug', `${queue.describe(message.text)} was poisoned by errors`);
    queue.delete(message, message.receipt);
    this.#poison++;
    this.#world.trace('host', `poison: ${queue.describe(message.text)}`);
    this.#quarantine(JSON.parse(textOf(message.text)));
  }

  #quarantine(text: unknown): void {
    const again = () => this.#world.kernel.schedule(60_000, () => this.#quarantine(text));
    const onEnd = (error: Error | undefined) => {
      if (error) again();
      else this.#poison--;
    };
    const invocation = { name: 'quarantine', onEnd, onDeath: again };
    if (!this.#host.run(invocation, (app, log) => app.quarantineBatch(text, log))) again();
  }
}

import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { createRandom } from '../../standins/hubspot/random.ts';
import type { Kernel } from './kernel.ts';

let kernel: Kernel | undefined;
let random: () => number = Math.random;

/**
 * Takes from this process everything that does not repeat: the clock, timers, random numbers and ids. The code under test
 * knows nothing of it. For a process that does nothing else.
 */
export function tameProcess(): void {
  Date.now = () => (kernel ? kernel.now + (kernel.actor?.clockSkewMs ?? 0) : 0);
  Math.random = () => random();
  Object.assign(crypto, { randomUUID: newId });
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
}

/** From now on time and chance are those of this schedule. */
export function enter(schedule: Kernel, seed: number): void {
  kernel = schedule;
  random = createRandom(seed);
}

async function sleep(ms = 0): Promise<void> {
  if (!kernel?.actor) throw new Error('Only an instance of the app may sleep.');
  await kernel.actor.sleep(ms);
}

/** In the form of a UUID. */
function newId(): string {
  const hex = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [hex(), hex(), hex(), hex()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

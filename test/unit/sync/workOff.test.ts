import { describe, expect, it } from 'vitest';
import { RetryLater } from '../../../shared/errors.ts';
import type { Deliveries, Delivery } from '../../../shared/sync/ports/deliveries.ts';
import { type WorkOffParts, workOff } from '../../../shared/sync/queue/workOff.ts';

/** A queue in memory, whose messages are due again as soon as they are given back. */
function queueOf(...messages: readonly string[]) {
  const waiting = messages.map((message) => ({ message, number: 1, dueAt: 0 }));
  const done: string[] = [];
  const pauses: number[] = [];
  const deliveries: Deliveries = {
    takeUp: async () => waiting.length,
    async next() {
      const at = waiting.findIndex(({ dueAt }) => dueAt <= Date.now());
      const [taken] = at < 0 ? [] : waiting.splice(at, 1);
      if (!taken) return waiting[0] && { dueAt: waiting[0].dueAt };
      const { message, number } = taken;
      const delivery: Delivery = {
        message,
        number,
        finish: async () => void done.push(message),
        async giveBack(delayMs) {
          pauses.push(delayMs);
          waiting.push({ message, number: number + 1, dueAt: 0 });
        },
      };
      return delivery;
    },
  };
  const put = (message: string, dueAt: number) => waiting.push({ message, number: 1, dueAt });
  return { deliveries, done, pauses, put, waiting };
}

function run(deliveries: Deliveries, parts: Partial<WorkOffParts>): Promise<void> {
  return workOff({
    deliveries,
    work: async () => undefined,
    quarantine: async () => undefined,
    refill: async () => false,
    isToEnd: () => false,
    dueOnly: false,
    onSettled: () => undefined,
    onCrash: () => undefined,
    clock: { now: () => Date.now() },
    signal: undefined,
    ...parts,
  });
}

describe('working a queue off', () => {
  it('ends when it is empty and nothing more is put on it, by others or by the work itself', async () => {
    const { deliveries, done, put } = queueOf('a');
    const more = ['b', 'c'];
    const refill = async () => {
      const next = more.shift();
      if (next === undefined) return false;
      put(next, 0);
      return true;
    };
    const work = async (message: unknown) => {
      if (message === 'c') put('d', Date.now() + 30);
    };
    await run(deliveries, { refill, work });
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves what waits for its time where only what is due is asked for', async () => {
    const { deliveries, done, put, waiting } = queueOf('a');
    put('later', Date.now() + 3_600_000);
    await run(deliveries, { dueOnly: true });
    expect([done, waiting.map(({ message }) => message)]).toEqual([['a'], ['later']]);
  });

  // promise 5
  it('gives back what could not be put back, and takes out of the way what crashes on each of five deliveries', async () => {
    const { deliveries, done, pauses } = queueOf('storage is away', 'crashes', 'fine');
    const seen: string[] = [];
    const quarantined: unknown[] = [];
    const crashes: unknown[] = [];
    const settled: unknown[] = [];
    await run(deliveries, {
      onSettled: (message) => settled.push(message),
      work: async (message, number) => {
        seen.push(`${message} ${number}`);
        if (message === 'storage is away' && number === 1)
          throw new RetryLater('STORAGE_UNREACHABLE', 'away');
        if (message === 'crashes') throw new TypeError('a bug');
      },
      quarantine: async (message) => void quarantined.push(message),
      onCrash: (error) => crashes.push(error),
    });
    expect(seen.sort()).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `crashes ${number}`),
      'fine 1',
      'storage is away 1',
      'storage is away 2',
    ]);
    expect([quarantined, crashes.length]).toEqual([['crashes'], 5]);
    expect(done.sort()).toEqual(['crashes', 'fine', 'storage is away']);
    // What is given back is still to come to its end.
    expect(settled.sort()).toEqual(['crashes', 'fine', 'storage is away']);
    expect(new Set(pauses)).toEqual(new Set([30_000]));
  });

  it('ends what is in work and begins nothing when its signal is given, a wait included', async () => {
    const stop = new AbortController();
    const { deliveries, done, put, waiting } = queueOf('a');
    put('later', Date.now() + 3_600_000);
    await run(deliveries, { signal: stop.signal, work: async () => stop.abort() });
    expect([done, waiting.length]).toEqual([['a'], 1]);
    const again = new AbortController();
    const waited = run(deliveries, { signal: again.signal });
    again.abort();
    await waited;
    expect(waiting).toHaveLength(1);
  });

  it('throws what the queue throws, once what is in work has ended', async () => {
    const { deliveries, done } = queueOf('a');
    let asked = 0;
    const broken: Deliveries = {
      ...deliveries,
      next: () => (asked++ === 0 ? deliveries.next() : Promise.reject(new Error('the disk is gone'))),
    };
    await expect(run(broken, {})).rejects.toThrow('the disk is gone');
    expect(done).toEqual(['a']);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createTableQueue } from '../../../shared/state/tableQueue.ts';
import type { Delivery } from '../../../shared/sync/ports/deliveries.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import { STORES, useTables } from '../../support/useTables.ts';

const message = (batchId: string, keys: readonly string[] = ['A-1']): BatchMessage => ({
  runId: 'r',
  batchId,
  attempt: 1,
  force: false,
  lane: 'bulk',
  changes: keys.map((key) => ({ key, version: '' })),
});

describe.each(STORES)('the queue in a table of the %s store', (kind) => {
  const tables = useTables(kind);
  let tests = 0;
  let now = 0;
  beforeEach(() => {
    tests++;
    now = Date.UTC(2026, 10, 28);
  });
  /** As another process opens it. */
  const open = () => createTableQueue(tables()(`queue${tests}`), { now: () => now });
  const take = async (queue: ReturnType<typeof open>): Promise<Delivery> => {
    const next = await queue.next();
    if (!next || !('message' in next)) throw new Error('Nothing is due.');
    return next;
  };

  it('hands out what is due in the order of its time, each to one, as it was put', async () => {
    const queue = open();
    const big = message(
      'later',
      Array.from({ length: 100 }, (_, n) => `Ñandú-${n}-${'x'.repeat(400)}`),
    );
    await queue.put([big], 5_000);
    await queue.put([message('now')]);
    expect(await queue.length()).toBe(2);
    const first = await take(queue);
    expect([first.message, first.number]).toEqual([message('now'), 1]);
    expect(await queue.next()).toEqual({ dueAt: now + 5_000 });
    now += 5_000;
    expect((await take(queue)).message).toEqual(big);
    expect(await queue.next()).toBeUndefined();
    expect(await queue.length()).toBe(2);
  });

  it('forgets what is done, and hands out again what was given back, once more each time', async () => {
    const queue = open();
    await queue.put([message('done'), message('given back')]);
    for (let taken = 0; taken < 2; taken++) {
      const delivery = await take(queue);
      if (JSON.stringify(delivery.message).includes('done')) await delivery.finish();
      else await delivery.giveBack(1_000);
    }
    expect(await queue.next()).toEqual({ dueAt: now + 1_000 });
    now += 1_000;
    const again = await take(queue);
    expect([again.message, again.number]).toEqual([message('given back'), 2]);
    await again.finish();
    expect([await queue.next(), await queue.length()]).toEqual([undefined, 0]);
  });

  // promise 1
  it('hands out again what a process had that ended in the middle of it', async () => {
    const dead = open();
    await dead.put([message('in work'), message('waiting')]);
    const inWork = await take(dead);
    const queue = open();
    expect(await queue.takeUp()).toBe(2);
    const deliveries = [await take(queue), await take(queue)];
    const numbers = new Map(deliveries.map((one) => [JSON.stringify(one.message), one.number]));
    expect(numbers.get(JSON.stringify(inWork.message))).toBe(2);
    expect([...numbers.values()].sort()).toEqual([1, 2]);
  });

  it('has all be due with a new beginning but what has its time', async () => {
    const dead = open();
    await dead.put([message('put back')], 900_000);
    await dead.put([{ ...message('second look'), lookAgain: true }], 180_000);
    const queue = open();
    await queue.takeUp();
    expect((await take(queue)).message).toEqual(message('put back'));
    expect(await queue.next()).toEqual({ dueAt: now + 180_000 });
  });

  it('says how many wait, and how long the oldest that is due has', async () => {
    const queue = open();
    await queue.put([message('old')]);
    now += 7_000;
    await queue.put([message('hidden')], 60_000);
    expect(await queue.read()).toEqual({ length: 2, oldestMs: 7_000, poisonLength: 0 });
  });
});

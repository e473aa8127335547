import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { expectNothingLost } from '../../support/expectNothingLost.ts';
import { OUTAGES } from '../../support/outages.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const ROWS = 2_000;
/** An hour on the storage's clock is 15 seconds. */
const SPEED = 240;
const TICKS = 12;
const FIVE_MINUTES_MS = 300_000 / SPEED;

describe.each(OUTAGES)('an hour without $neighbour in the middle of a load', ({ code, outageOf }) => {
  const system = useSystem({ instances: 2, storage: { mayStop: true, speed: SPEED } });

  // promise 6
  it('loses, doubles and poisons nothing', { timeout: 180_000 }, async () => {
    const { members, hubspot, host } = system();
    const associates = inventAssociates(ROWS, { seed: 11, faultyShare: 0.03 });
    await members.insert(associates.map(({ row }) => row));
    const outage = outageOf(system());

    const third = ended(system(), 3);
    const tick = host.runTimer('detectChanges');
    await third;
    await outage.begin();
    await tick;
    await hourOfTicks(system());
    // What was under way may have arrived: three batches were done, and two instances have six each in hand.
    expect(hubspot.contacts().length).toBeLessThan(0.9 * ROWS);
    expect(system().logLines()).toContainEqual(expect.objectContaining({ code }));
    await outage.end();

    await members.update(everyThird(), { marital_status: '4' });
    while (!(await host.runTimer('detectChanges')).succeeded);
    await system().settle();
    await expectNothingLost(system(), associates);
  });
});

function everyThird(): readonly string[] {
  return Array.from({ length: ROWS / 3 }, (_, index) => numberOf(3 * index + 1));
}

/** Resolves with the n-th batch that is done. */
function ended({ hosts }: System, count: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    for (const host of hosts) {
      host.onInvocation(({ type, functionName }) => {
        if (type === 'end' && functionName === 'upsertBatch' && ++seen === count) resolve();
      });
    }
  });
}

/** Detection every five minutes, as it is scheduled. What a tick comes to is up to the outage. */
async function hourOfTicks({ host }: System): Promise<void> {
  const ticks: Promise<unknown>[] = [];
  for (let count = 0; count < TICKS; count++) {
    ticks.push(host.runTimer('detectChanges'));
    await sleep(FIVE_MINUTES_MS);
  }
  await Promise.all(ticks);
}

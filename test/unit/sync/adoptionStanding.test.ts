import { describe, expect, it } from 'vitest';
import { createAdoptionStanding } from '../../../shared/sync/adopt/adoptionState.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-22T00:00:00Z');

/** A document that a run may come to, and a clock to move. */
function setUp(ttlMs: number) {
  const world = { now: START, completedAt: undefined as string | undefined, reads: 0 };
  const document = {
    read: async () => {
      world.reads += 1;
      return { text: JSON.stringify({ completedAt: world.completedAt }), etag: 'e' };
    },
    save: async () => 'e',
  };
  return { world, standing: createAdoptionStanding(document, ttlMs, { now: () => world.now }) };
}

describe('adoption', () => {
  it('is in force from the moment a run has gone through the portal, and nobody asks again', async () => {
    const { world, standing } = setUp(0);
    expect(await standing()).toBe('none');
    world.completedAt = new Date(START).toISOString();
    expect(await standing()).toBe('inForce');
    world.now += 1e6 * HOUR;
    expect(await standing()).toBe('inForce');
    expect(world.reads).toBe(2);
  });

  it('runs out in a process that knew of it, and comes back with the next run', async () => {
    const { world, standing } = setUp(2 * HOUR);
    world.completedAt = new Date(START).toISOString();
    expect(await standing()).toBe('inForce');
    world.now += 2 * HOUR - 1;
    expect(await standing()).toBe('inForce');
    expect(world.reads).toBe(1);
    world.now += 1;
    expect(await standing()).toBe('expired');
    world.completedAt = new Date(world.now).toISOString();
    expect(await standing()).toBe('inForce');
  });
});

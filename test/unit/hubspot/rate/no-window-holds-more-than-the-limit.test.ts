import { describe, expect, it } from 'vitest';
import { planTurn } from '../../../../shared/hubspot/rate/planTurn.ts';
import { ratePolicies } from '../../../../shared/hubspot/rate/ratePolicy.ts';
import { EMPTY_ROW } from '../../../../shared/hubspot/rate/rateRow.ts';
import { trimRow } from '../../../../shared/hubspot/rate/trimRow.ts';
import { LANES } from '../../../../shared/sync/ports/lane.ts';
import { randomFrom } from '../../../support/associates.ts';
import { busiestWindow, START } from './support.ts';

const SCHEDULES = 2_000;

/**
 * Several instances book on one row at random moments. Their clocks are up to 100 ms wrong either way, their requests
 * leave up to 59 ms late, a part of the slots is given up, and the pauses between moments come from every scale: from
 * none, where all want a slot at once, to longer than the window.
 */
function runSchedule(seed: number): { times: number[]; limit: number; windowMs: number } {
  const random = randomFrom(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const limit = 1 + below(random() < 0.5 ? 6 : 60);
  const kind = random() < 0.8 ? 'standard' : 'search';
  const policy = { ...ratePolicies(limit)[kind], limit };
  const clocks = Array.from({ length: 1 + below(5) }, () => below(201) - 100);
  const scale = 10 ** (random() * 4);
  const times: number[] = [];
  let row = EMPTY_ROW;
  let trueTime = START;
  for (let turn = 0; turn < 150; turn++) {
    trueTime += random() * random() * scale;
    const clock = clocks[below(clocks.length)] ?? 0;
    const now = Math.floor(trueTime + clock);
    const waiters = Array.from({ length: 1 + below(8) }, () => ({
      lane: LANES[below(3)] ?? 'bulk',
      since: now,
      // Some have not come yet.
      notBefore: random() < 0.7 ? 0 : now + below(300),
    })).sort((a, b) => LANES.indexOf(a.lane) - LANES.indexOf(b.lane));
    const plan = planTurn(trimRow(row, now, policy), waiters, { now, leadMs: below(60) }, policy);
    row = plan.row;
    for (const { slot } of plan.grants) {
      if (random() < 0.9) times.push(slot - clock + below(60));
      else row = { ...row, slots: row.slots.toSpliced(row.slots.indexOf(slot), 1) };
    }
  }
  return { times, limit, windowMs: policy.windowMs };
}

describe('the log of slots', () => {
  // promise 7
  it(`keeps every rolling window of true time within the limit, in ${SCHEDULES} random schedules`, () => {
    let full = 0;
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const { times, limit, windowMs } = runSchedule(seed);
      const most = busiestWindow(times, windowMs);
      if (most > limit) expect.fail(`Schedule ${seed}: ${most} requests in a window, ${limit} are allowed.`);
      if (most === limit) full += 1;
    }
    // The limit is what held them, in enough of them for this to mean something.
    expect(full).toBeGreaterThan(SCHEDULES / 2);
  });

  it('is judged by a reference that sees one request too many', () => {
    expect(busiestWindow([0, 5_000, 9_999, 10_000], 10_000)).toBe(3);
    expect(busiestWindow([9_999, 0, 5_000, 9_000], 10_000)).toBe(4);
  });
});

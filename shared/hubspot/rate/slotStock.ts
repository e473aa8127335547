import { LANES, type Lane } from '../../sync/ports/lane.ts';
import type { RateRow } from '../../sync/ports/rateStore.ts';
import type { Waiting } from './planTurn.ts';
import type { RatePolicy } from './ratePolicy.ts';

/** Requests from which the pace of those to come is judged: fewer, or slower ones, say nothing. */
const REMEMBERED = 8;
const SOON_MS = 4_000;
/** Where more than this share of the limit is in use, nothing is booked that may stay unused. */
const ROOM_SHARE = 0.8;
/** So many for each that is expected: requests come in bunches, and some cannot leave in time. */
const SPARE = 2;

/** A slot that is booked for whoever comes next. */
interface StockedSlot {
  readonly slot: number;
  /** Of the work that it was booked for: only that, and what is more urgent, may take it. */
  readonly lane: Lane;
}

/** Somebody who has not come yet and is expected at `notBefore`: booked for with those who wait. */
export interface Expected extends Waiting {
  readonly notBefore: number;
}

/**
 * Slots that are booked for requests which will come if work goes on as it does: one save then serves many. Only while the limit
 * has room: what stays unused is taken from nobody.
 */
export class SlotStock {
  readonly #policy: RatePolicy;
  #slots: readonly StockedSlot[] = [];
  #askedAt: readonly number[] = [];

  constructor(policy: RatePolicy) {
    this.#policy = policy;
  }

  /** Notes that somebody who can wait has asked at `now`. */
  note(now: number): void {
    this.#askedAt = [...this.#askedAt, now].slice(-REMEMBERED);
  }

  /** Whom to book for beside those who wait. `limit`: the one in force. */
  expected(waiting: readonly Waiting[], row: RateRow, now: number, limit: number): readonly Expected[] {
    const lane = waiting.map((one) => one.lane).findLast((one) => one !== 'urgent');
    const [first] = this.#askedAt;
    const isBusy = this.#askedAt.length === REMEMBERED && first !== undefined && now - first < SOON_MS;
    if (lane === undefined || !isBusy) return [];
    const { horizonMs } = this.#policy;
    const gapMs = Math.max(1, (now - first) / REMEMBERED / SPARE);
    const count = Math.floor(horizonMs / gapMs);
    if (row.slots.length + count > ROOM_SHARE * limit) return [];
    return Array.from({ length: count }, (_, at) => ({
      lane,
      since: now,
      notBefore: now + (at + 1) * gapMs,
    }));
  }

  add(slots: readonly StockedSlot[]): void {
    this.#slots = [...this.#slots, ...slots];
  }

  /** The next slot for this lane, not before `from`; undefined where there is none. */
  take(lane: Lane, from: number): number | undefined {
    const mayTake = (one: StockedSlot) => LANES.indexOf(lane) <= LANES.indexOf(one.lane);
    const taken = this.#slots.find((one) => one.slot >= from && mayTake(one));
    if (taken) this.#slots = this.#slots.filter((one) => one !== taken);
    return taken?.slot;
  }

  /** Takes out and answers those from before this moment: nobody can use them any more. */
  expire(before: number): readonly number[] {
    const over = this.#slots.filter(({ slot }) => slot < before);
    this.#slots = this.#slots.filter(({ slot }) => slot >= before);
    return over.map(({ slot }) => slot);
  }
}

import type { Lane } from '../../sync/ports/lane.ts';
import type { Findings } from './answerFindings.ts';
import { mustBeAnnounced } from './applyFindings.ts';
import type { CachedRow } from './cachedRow.ts';
import { InterruptiblePause } from './interruptiblePause.ts';
import { limitInForce } from './limitInForce.ts';
import { LostRaceBackoff } from './lostRaceBackoff.ts';
import { type Plan, planTurn } from './planTurn.ts';
import type { RatePolicy } from './ratePolicy.ts';
import { EMPTY_ROW } from './rateRow.ts';
import { type Expected, SlotStock } from './slotStock.ts';
import { UnsavedChanges } from './unsavedChanges.ts';
import { type Waiter, WaitingRoom } from './waitingRoom.ts';
import { waitUntil } from './waitUntil.ts';

/** Nobody is sent away on knowledge older than this. */
const CERTAIN_MS = 1_000;
/**
 * How long before its slot, in shares of the horizon, work that can wait is booked: at random, so that instances seldom
 * meet, and rather late, so that one save serves all who have come by then and little stands before an urgent request.
 */
const EARLIEST = 0.25;
const LATEST = 0.05;

export interface Surroundings {
  readonly clock: { now(): number };
  /** In [0, 1). */
  readonly random: () => number;
}

/** Serves all who wait in this process for one kind of endpoint: one turn, one save, as many slots as fit. */
export class BookingLoop {
  readonly #cached: CachedRow;
  readonly #policy: RatePolicy;
  readonly #surroundings: Surroundings;
  readonly #room = new WaitingRoom();
  readonly #changes = new UnsavedChanges();
  readonly #pause = new InterruptiblePause();
  readonly #races: LostRaceBackoff;
  readonly #stock: SlotStock;
  #pausedUntil = 0;
  #target = { slot: 0, bookAt: 0 };
  #isRunning = false;

  constructor(cached: CachedRow, policy: RatePolicy, surroundings: Surroundings) {
    this.#cached = cached;
    this.#policy = policy;
    this.#surroundings = surroundings;
    this.#races = new LostRaceBackoff(surroundings.random);
    this.#stock = new SlotStock(policy);
  }

  /** @throws RetryLater when the wait would be too long, or the store fails. */
  acquire(lane: Lane): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { lane, since: this.#now(), resolve, reject };
      // Who waits already comes first, but nobody comes before what is urgent.
      const isFirst = lane === 'urgent' ? !this.#room.hasUrgent : this.#room.size === 0;
      if (lane !== 'urgent') this.#stock.note(waiter.since);
      const slot = isFirst ? this.#takeFromStock(lane) : undefined;
      if (slot !== undefined) {
        void this.#leaveAt(slot, waiter);
        return;
      }
      this.#room.add(waiter);
      this.#wake();
    });
  }

  #takeFromStock(lane: Lane): number | undefined {
    const now = this.#now();
    const usableFrom = Math.max(now - this.#policy.latenessMs + 1, this.#noneBefore());
    for (const slot of this.#stock.expire(usableFrom)) this.#changes.giveUpSlot(slot);
    return this.#stock.take(lane, usableFrom);
  }

  /** Nobody may leave before, as far as this process knows. */
  #noneBefore(): number {
    return Math.max(this.#pausedUntil, this.#cached.row?.pausedUntil ?? 0);
  }

  /** Tells the others with the next booking, or at once where it matters; then it resolves when that is done. */
  async note(findings: Findings): Promise<void> {
    this.#changes.addFindings(findings);
    this.#pausedUntil = Math.max(this.#pausedUntil, findings.pausedUntil);
    const now = this.#now();
    const { before, after } = this.#changes.applyTo(this.#cached.row ?? EMPTY_ROW, now, this.#policy);
    if (!mustBeAnnounced(before, after, now, this.#policy)) return;
    // It was booked under rules that hold no longer.
    for (const slot of this.#stock.expire(Number.POSITIVE_INFINITY)) this.#changes.giveUpSlot(slot);
    await this.#changes.announce(() => this.#wake());
  }

  #now(): number {
    return this.#surroundings.clock.now();
  }

  #wake(): void {
    this.#pause.interrupt();
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#room.size > 0 || this.#changes.unsaved.announcing.length > 0) await this.#turn();
    } catch (error) {
      // The findings stay unsaved until the next booking.
      this.#cached.forget();
      this.#changes.release(this.#changes.unsaved.announcing);
      this.#room.rejectAll(error);
    } finally {
      this.#isRunning = false;
    }
  }

  async #turn(): Promise<void> {
    const row = await this.#cached.current();
    const { unsaved } = this.#changes;
    const now = this.#now();
    const { before, after } = this.#changes.applyTo(row, now, this.#policy);
    const waiting = this.#room.inOrder();
    const limit = limitInForce(after, now, this.#policy);
    const all = [...waiting, ...this.#stock.expected(waiting, after, now, limit)];
    const plan = planTurn(after, all, { now, leadMs: this.#cached.leadMs }, this.#policy);
    const isDue =
      plan.grants.some(({ waiter }) => isWaiter(waiter)) &&
      (this.#room.hasUrgent || now >= this.#bookAt(plan));
    const isNews = unsaved.announcing.length > 0 && mustBeAnnounced(before, after, now, this.#policy);
    const toBeSaved = isDue || isNews;
    if (this.#isTooOldFor(plan, toBeSaved)) {
      await this.#cached.refresh();
      return;
    }
    this.#room.refuse(
      plan.refusals.flatMap(({ waiter, afterMs }) => (isWaiter(waiter) ? [{ waiter, afterMs }] : [])),
    );
    if (!toBeSaved) {
      this.#changes.release(unsaved.announcing);
      if (this.#room.size > 0) await this.#pause.wait(this.#bookAt(plan) - this.#now());
    } else if (await this.#cached.save(plan.row)) {
      this.#changes.markSaved(unsaved);
      this.#depart(plan);
    } else await this.#races.lost();
  }

  /** Whether what is known is too old to be acted on. */
  #isTooOldFor({ refusals }: Plan<Waiter | Expected>, toBeSaved: boolean): boolean {
    if (refusals.length > 0 && !this.#cached.isYoungerThan(CERTAIN_MS)) return true;
    return toBeSaved && this.#cached.isDoubtful();
  }

  #depart({ grants }: Plan<Waiter | Expected>): void {
    this.#races.won();
    const here = grants.flatMap(({ waiter, slot }) => (isWaiter(waiter) ? [{ waiter, slot }] : []));
    const toCome = grants.flatMap(({ waiter, slot }) =>
      isWaiter(waiter) ? [] : [{ lane: waiter.lane, slot }],
    );
    this.#stock.add(toCome);
    this.#room.remove(here.map(({ waiter }) => waiter));
    for (const { waiter, slot } of here) void this.#leaveAt(slot, waiter);
  }

  /** A request that would leave late, or into a pause, gives its slot up for another one: the log must tell when requests leave. */
  async #leaveAt(slot: number, waiter: Waiter): Promise<void> {
    await waitUntil(slot, this.#surroundings.clock);
    if (this.#now() - slot < this.#policy.latenessMs && slot >= this.#noneBefore()) {
      waiter.resolve();
      return;
    }
    this.#changes.giveUpSlot(slot);
    const next = this.#takeFromStock(waiter.lane);
    if (next !== undefined) return this.#leaveAt(next, waiter);
    this.#room.putBack(waiter);
    this.#wake();
  }

  /** When the first who is in no hurry is to be booked: chosen once for a slot. */
  #bookAt({ firstSlot = 0 }: Plan<Waiter | Expected>): number {
    if (firstSlot !== this.#target.slot) {
      const share = LATEST + (EARLIEST - LATEST) * this.#surroundings.random();
      const bookAt = firstSlot - this.#cached.leadMs - share * this.#policy.horizonMs;
      this.#target = { slot: firstSlot, bookAt };
    }
    return this.#target.bookAt;
  }
}

function isWaiter(one: Waiter | Expected): one is Waiter {
  return 'resolve' in one;
}

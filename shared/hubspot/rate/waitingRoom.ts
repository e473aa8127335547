import { RetryLater } from '../../errors.ts';
import { LANES, type Lane } from '../../sync/ports/lane.ts';
import type { Waiting } from './planTurn.ts';

/** An `acquire` that has no slot yet. */
export interface Waiter extends Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Who waits in this process; first by lane, then by arrival. Nobody leaves but by an answer or a slot. */
export class WaitingRoom {
  readonly #lanes: Record<Lane, Waiter[]> = { urgent: [], incremental: [], bulk: [] };

  get size(): number {
    return LANES.reduce((sum, lane) => sum + this.#lanes[lane].length, 0);
  }

  get hasUrgent(): boolean {
    return this.#lanes.urgent.length > 0;
  }

  inOrder(): readonly Waiter[] {
    return LANES.flatMap((lane) => this.#lanes[lane]);
  }

  add(waiter: Waiter): void {
    this.#lanes[waiter.lane].push(waiter);
  }

  /** Whoever had a slot and could not use it comes first again. */
  putBack(waiter: Waiter): void {
    this.#lanes[waiter.lane].unshift(waiter);
  }

  remove(leaving: readonly Waiter[]): void {
    const gone = new Set(leaving);
    for (const lane of LANES) this.#lanes[lane] = this.#lanes[lane].filter((waiter) => !gone.has(waiter));
  }

  refuse(refusals: readonly { readonly waiter: Waiter; readonly afterMs: number }[]): void {
    this.remove(refusals.map(({ waiter }) => waiter));
    for (const { waiter, afterMs } of refusals) {
      const message = `The limit of requests to HubSpot leaves no room for ${waiter.lane} work for ${afterMs} ms.`;
      waiter.reject(new RetryLater('HUBSPOT_RATE_LIMITED', message, { afterMs }));
    }
  }

  rejectAll(error: unknown): void {
    const all = this.inOrder();
    this.remove(all);
    for (const { reject } of all) reject(error);
  }
}

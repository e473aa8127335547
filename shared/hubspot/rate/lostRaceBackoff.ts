import { RetryLater } from '../../errors.ts';

/** Bound of the pause after a lost race, doubling with each further one. */
const FIRST_MS = 10;
const LONGEST_MS = 200;
/** So many in a row, some five seconds, are no bad luck. */
const MOST = 50;

/** Pauses after saves that another instance forestalled, so that the same two do not meet again. */
export class LostRaceBackoff {
  readonly #random: () => number;
  #lost = 0;

  /** `random` is in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  won(): void {
    this.#lost = 0;
  }

  /** @throws RetryLater when no race is ever won. */
  async lost(): Promise<void> {
    const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#lost);
    this.#lost += 1;
    if (this.#lost > MOST) {
      this.#lost = 0;
      throw new RetryLater('HUBSPOT_RATE_LIMITED', 'Other instances kept booking requests to HubSpot first.');
    }
    await new Promise((resolve) => setTimeout(resolve, this.#random() * bound));
  }
}

import type { RateRow } from '../../sync/ports/rateStore.ts';
import { applyFindings } from './applyFindings.ts';
import { type Findings, mergeFindings, NO_FINDINGS } from './findings.ts';
import type { RatePolicy } from './ratePolicy.ts';
import { trimRow } from './trimRow.ts';

/** What was on board when a save began. */
export interface Load {
  readonly findings: Findings;
  /** Slots that were booked and not used. */
  readonly givenUp: readonly number[];
  /** Who waits until the others know. */
  readonly announcing: readonly (() => void)[];
}

/** What this process has to tell the others with its next save. */
export class Cargo {
  #load: Load = { findings: NO_FINDINGS, givenUp: [], announcing: [] };

  get load(): Load {
    return this.#load;
  }

  find(findings: Findings): void {
    this.#load = { ...this.#load, findings: mergeFindings(this.#load.findings, findings) };
  }

  giveUp(slot: number): void {
    this.#load = { ...this.#load, givenUp: [...this.#load.givenUp, slot] };
  }

  /** Resolves when the others know, or need not know, or cannot be told. */
  announce(wake: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#load = { ...this.#load, announcing: [...this.#load.announcing, resolve] };
      wake();
    });
  }

  /** The row as it is at `now`, without and with what is on board. */
  applyTo(row: RateRow, now: number, policy: RatePolicy): { before: RateRow; after: RateRow } {
    const before = trimRow(row, now, policy);
    const slots = without(before.slots, this.#load.givenUp);
    return { before, after: applyFindings({ ...before, slots }, this.#load.findings, now, policy) };
  }

  /** `stored` is in the row; what came since stays on board. */
  unload(stored: Load): void {
    const { findings, givenUp } = this.#load;
    this.#load = {
      ...this.#load,
      findings: findings === stored.findings ? NO_FINDINGS : findings,
      givenUp: givenUp.slice(stored.givenUp.length),
    };
    this.release(stored.announcing);
  }

  release(announcing: Load['announcing']): void {
    const left = this.#load.announcing.filter((resolve) => !announcing.includes(resolve));
    this.#load = { ...this.#load, announcing: left };
    for (const resolve of announcing) resolve();
  }
}

function without(slots: readonly number[], givenUp: readonly number[]): number[] {
  const left = [...slots];
  for (const slot of givenUp) {
    const index = left.indexOf(slot);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}

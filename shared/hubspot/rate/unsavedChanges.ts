import type { RateRow } from '../../sync/ports/rateStore.ts';
import { type Findings, mergeFindings, NO_FINDINGS } from './answerFindings.ts';
import { applyFindings } from './applyFindings.ts';
import type { RatePolicy } from './ratePolicy.ts';
import { trimRow } from './trimRow.ts';

/** What was unsaved when a save began. */
export interface Unsaved {
  readonly findings: Findings;
  /** Slots that were booked and not used. */
  readonly givenUp: readonly number[];
  /** Who waits until the others know. */
  readonly announcing: readonly (() => void)[];
}

/** What this process has to tell the others with its next save. */
export class UnsavedChanges {
  #unsaved: Unsaved = { findings: NO_FINDINGS, givenUp: [], announcing: [] };

  get unsaved(): Unsaved {
    return this.#unsaved;
  }

  addFindings(findings: Findings): void {
    this.#unsaved = { ...this.#unsaved, findings: mergeFindings(this.#unsaved.findings, findings) };
  }

  giveUpSlot(slot: number): void {
    this.#unsaved = { ...this.#unsaved, givenUp: [...this.#unsaved.givenUp, slot] };
  }

  /** Resolves when the others know, or need not know, or cannot be told. */
  announce(wake: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#unsaved = { ...this.#unsaved, announcing: [...this.#unsaved.announcing, resolve] };
      wake();
    });
  }

  /** The row as it is at `now`, without and with what is unsaved. */
  applyTo(row: RateRow, now: number, policy: RatePolicy): { before: RateRow; after: RateRow } {
    const before = trimRow(row, now, policy);
    const slots = without(before.slots, this.#unsaved.givenUp);
    return { before, after: applyFindings({ ...before, slots }, this.#unsaved.findings, now, policy) };
  }

  /** `saved` is in the row; what came since stays unsaved. */
  markSaved(saved: Unsaved): void {
    const { findings, givenUp } = this.#unsaved;
    this.#unsaved = {
      ...this.#unsaved,
      findings: findings === saved.findings ? NO_FINDINGS : findings,
      givenUp: givenUp.slice(saved.givenUp.length),
    };
    this.release(saved.announcing);
  }

  release(announcing: Unsaved['announcing']): void {
    const left = this.#unsaved.announcing.filter((resolve) => !announcing.includes(resolve));
    this.#unsaved = { ...this.#unsaved, announcing: left };
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

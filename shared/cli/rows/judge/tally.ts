import type { JudgedRow } from './judgeRow.ts';

/** Counts what came of the rows. */
export class Tally {
  rows = 0;
  rejected = 0;
  doubled = 0;
  /** Rows that go although something was found. */
  #warned = 0;
  readonly #codes = new Map<string, number>();

  add({ verdict, findings }: JudgedRow): void {
    this.rows += 1;
    if (verdict === 'rejected') this.rejected += 1;
    else if (verdict === 'doubled') this.doubled += 1;
    else if (findings.length > 0) this.#warned += 1;
    for (const { code } of findings) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
  }

  /** The counts, for people. */
  lines(): readonly string[] {
    const { rows, rejected, doubled } = this;
    const goes = rows - rejected - doubled;
    const codes = [...this.#codes].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    return [
      `${rows} rows: ${goes} go, ${rejected} rejected${doubled === 0 ? '' : `, ${doubled} doubled`}`,
      ...(this.#warned === 0 ? [] : [`${this.#warned} of those that go have warnings`]),
      ...codes.map(([code, count]) => `  ${code.padEnd(28)} ${count}`),
    ];
  }
}

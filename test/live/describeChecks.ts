import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from './finding.ts';
import { describeFindings, type Reported } from './report.ts';

/** An end that is not ours, and a corner of it to try things in. */
export interface LiveEnd<Ends> {
  /** In words; says HubSpot or Azure only of these. */
  readonly where: string;
  /** @throws when the end looks like one in use, or does not allow it. */
  readonly open: () => Promise<Ends>;
  /** Removes what was made, and answers what could not be removed. */
  readonly close: (ends: Ends) => Promise<readonly string[]>;
  readonly notTried: readonly string[];
}

const TIMEOUT_MS = 180_000;

/** A test for each check, and a report of all at the end. */
export function describeChecks<Ends>(end: LiveEnd<Ends>, checks: readonly Check<Ends>[]): void {
  describe(`what we take for granted, on ${end.where}`, () => {
    let ends: Ends | undefined;
    const reported: Reported[] = [];
    beforeAll(async () => {
      ends = await end.open();
    }, TIMEOUT_MS);
    afterAll(async () => {
      // Without it nothing was looked at, and its own error says why.
      if (!ends) return;
      const left = await end.close(ends);
      const lines = describeFindings(end.where, reported, end.notTried);
      console.error([...lines, ...left.map((what) => `could not be removed: ${what}`)].join('\n'));
    }, TIMEOUT_MS);

    for (const { claim, otherwise, optIn, look } of checks) {
      const isLeftOut = optIn !== undefined && !process.env[optIn];
      if (isLeftOut) reported.push({ claim, otherwise, finding: undefined, why: `set ${optIn}=1` });
      it.skipIf(isLeftOut)(claim, { timeout: TIMEOUT_MS }, async () => {
        if (!ends) throw new Error('The end is not open.');
        const finding = await look(ends).catch((error: unknown) => {
          reported.push({ claim, otherwise, finding: undefined });
          throw error;
        });
        reported.push({ claim, otherwise, finding });
        expect(finding.breaks, `${finding.saw}; change: ${otherwise}`).toBe(false);
      });
    }
  });
}

/** Says what is not looked at, and what setting would have it looked at. */
export function leaveOut(name: string, count: number, how: string): void {
  const why = `Nothing was looked at on ${name} (${count} checks left out): ${how}`;
  console.error(why);
  it.skip(why);
}

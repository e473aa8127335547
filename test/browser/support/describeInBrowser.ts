import { describe, it } from 'vitest';
import { findChromium, NO_CHROMIUM } from './findChromium.ts';

/** Tests that need a browser. Without one they are left out, which is said; where `CI` is set they fail. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (findChromium() !== undefined) {
    describe(name, tests);
    return;
  }
  if (process.env['CI']) {
    it(name, () => {
      throw new Error(NO_CHROMIUM);
    });
    return;
  }
  console.warn(NO_CHROMIUM);
  describe.skip(`${name} (${NO_CHROMIUM})`, tests);
}

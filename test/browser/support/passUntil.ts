import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Lets the page's clock run, second by second, until this is so. Answers take real time: no leap of the clock waits for them. */
export async function passUntil(page: Page, isSo: () => Promise<boolean> | boolean): Promise<void> {
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000);
      return isSo();
    })
    .toBe(true);
}

/** The same, until something is shown. */
export function passUntilShown(page: Page, shown: Locator): Promise<void> {
  return passUntil(page, () => shown.isVisible());
}

import type { Page } from 'playwright-core';
import { openAt } from './enter.ts';
import { inventAnswers } from './inventAnswers.ts';
import type { Shown } from './shown.ts';

/** Opens a view in its state, and waits until it is there. */
export async function show(
  page: Page,
  host: { readonly baseUrl: string; readonly functionKey: string },
  { state, fragment, awaits }: Shown,
): Promise<void> {
  await inventAnswers(page, state);
  if (fragment === undefined) await page.goto(`${host.baseUrl}/api/operations`);
  else await openAt(page, host, fragment);
  await page.getByText(awaits).first().waitFor();
}

import type { Page } from 'playwright-core';

const BUTTON = /^(Entrar|Enter)$/;

/** Enters the key, as a person does. */
export async function enter(page: Page, key: string): Promise<void> {
  await page.locator('#key').fill(key);
  await page.getByRole('button', { name: BUTTON }).click();
  await page.getByRole('navigation').waitFor();
}

/** Opens a view in a tab that has the key already, as after a reload. */
export async function openAt(
  page: Page,
  { baseUrl, functionKey }: { readonly baseUrl: string; readonly functionKey: string },
  fragment: string,
): Promise<void> {
  await page.addInitScript(`sessionStorage.setItem('key', ${JSON.stringify(functionKey)})`);
  await page.goto(`${baseUrl}/api/operations#${fragment}`);
}

/** Goes to a view of the page that is open. */
export async function goTo(page: Page, fragment: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);
  await page.locator('main h1').waitFor();
}

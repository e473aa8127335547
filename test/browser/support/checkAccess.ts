import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What shuts somebody out of what is shown, as axe finds it: rule and place. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/** What reaches beyond the window sideways, cut off or not; what scrolls by itself, and what only a reader hears, may. */
const BEYOND = `[...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && element.checkVisibility())
  .filter((element) => !element.closest('.scroll, .unseen, dialog:not([open])') && !getComputedStyle(element).clipPath.startsWith('inset'))
  .map((element) => element.tagName + '.' + element.className + ' ' + element.textContent.slice(0, 40))`;

/** Whatever does not fit into the window, by its place. */
export async function findOverflow(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(BEYOND);
  return Array.isArray(found) ? found.map(String) : ['The page could not be asked.'];
}

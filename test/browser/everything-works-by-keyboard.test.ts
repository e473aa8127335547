import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { openAt } from './support/enter.ts';
import { inventAnswers } from './support/inventAnswers.ts';
import { DESKTOP, PHONE, useBrowser } from './support/useBrowser.ts';
import { usePageHost } from './support/usePageHost.ts';

/** Where the keyboard is: what it is called, and whether it is seen there. */
const FOCUS = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, innerHeight / 2));
  const name = element.getAttribute('aria-label') || element.textContent.trim().slice(0, 40) || element.id;
  const isSeen = at !== null && (element.contains(at) || at.contains(element));
  return { name: element.tagName + ' ' + name, isSeen, isOutlined: getComputedStyle(element).outlineStyle !== 'none' };
})()`;

interface Focus {
  readonly name: string;
  readonly isSeen: boolean;
  readonly isOutlined: boolean;
}

const isFocus = (value: unknown): value is Focus =>
  typeof value === 'object' &&
  value !== null &&
  'isSeen' in value &&
  'isOutlined' in value &&
  'name' in value;

async function focusOf(page: Page): Promise<Focus | undefined> {
  const focus = await page.evaluate(FOCUS);
  return isFocus(focus) ? focus : undefined;
}

/** Presses Tab until this is reached; fails when it is not within so many. */
async function tabTo(page: Page, name: string, most = 120): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    if ((await focusOf(page))?.name.includes(name)) return;
  }
  throw new Error(`Tab does not reach "${name}".`);
}

describeInBrowser('by keyboard alone', () => {
  const host = usePageHost();
  const { tab, open } = useBrowser();

  it('a person enters, sends one associate and looks at what would change', async () => {
    const page = await open(host());
    await inventAnswers(page, 'well');
    await tabTo(page, 'key');
    await page.keyboard.type(host().functionKey);
    await page.keyboard.press('Enter');
    await page.getByText('Todo funciona').waitFor();
    await tabTo(page, 'Buscar por número de asociado');
    await page.keyboard.type('A-004417');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Un asociado' }).waitFor();
    // The head of the new view has the focus: the next Tab goes on from there.
    expect((await focusOf(page))?.name).toBe('H1 Un asociado');
    await tabTo(page, 'Enviar ahora');
    await page.keyboard.press('Enter');
    await page.getByText('Enviado a las').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByText('Cambiarían 6 datos').waitFor();
  });

  it('a person sends all of a filter again, and goes back with Escape', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'reviews/EMAIL_TAKEN');
    await page.getByText('23 de 23').waitFor();
    await tabTo(page, 'Enviar los 23 del filtro');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The chosen one of the group, where arrows choose another.
    await page.keyboard.press('ArrowUp');
    await dialog.getByRole('button', { name: 'Enviar 10 de nuevo' }).waitFor();
    // The focus stays within the dialog.
    for (let pressed = 0; pressed < 8; pressed++) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          "document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)",
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await focusOf(page))?.name).toContain('Enviar los 23 del filtro');
  });

  it('a person passes the side by, and the address stays', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'runs');
    await page.getByText('En curso').waitFor();
    await tabTo(page, 'Ir al contenido');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect((await focusOf(page))?.name).toContain('Iniciar una corrida');
    expect(new URL(page.url()).hash).toBe('#runs');
  });

  it.each([
    ['status', 'Todo funciona', DESKTOP],
    ['reviews/EMAIL_TAKEN', '23 of 23', PHONE],
    ['associate/A-004417', 'History', PHONE],
    ['runs', '31,400', PHONE],
    ['report', 'Frente a', DESKTOP],
  ] as const)('every stop of %s is seen and outlined', async (fragment, awaits, look) => {
    const page = await tab(host(), look);
    await inventAnswers(page, 'well');
    await openAt(page, host(), fragment);
    await page.getByText(awaits).first().waitFor();
    const stops = new Map<string, Focus>();
    for (let pressed = 0; pressed < 70; pressed++) {
      await page.keyboard.press('Tab');
      const focus = await focusOf(page);
      if (focus) stops.set(focus.name, focus);
    }
    expect(stops.size).toBeGreaterThan(10);
    expect([...stops.values()].filter(({ isSeen, isOutlined }) => !isSeen || !isOutlined)).toEqual([]);
  });
});

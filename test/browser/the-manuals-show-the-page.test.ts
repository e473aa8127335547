import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { howMany } from '../support/howDeep.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { PICTURES, PICTURES_MODE, SAID_FILE } from './support/pictures.ts';
import { show } from './support/show.ts';
import { useBrowser } from './support/useBrowser.ts';
import { usePageHost } from './support/usePageHost.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A Tuesday morning in Costa Rica. */
const NOW = new Date('2026-11-24T15:32:00.000Z');
const isTaking = process.env['TEST_MODE'] === PICTURES_MODE;

/** All when they are taken; in `npm test` each third, say. */
const held = isTaking ? PICTURES.length : howMany('picturesHeld');
const LOOKED_AT = PICTURES.filter((_, index) => index % Math.ceil(PICTURES.length / held) === 0);

const saidSchema = z.record(z.string(), z.array(z.string()));

/**
 * The pictures of the manuals: `npm run pictures` takes them, and `npm test` holds what they say against the page as it is now.
 * Colours and fonts are those of the machine that took them.
 */
describeInBrowser('the manuals', () => {
  const host = usePageHost();
  const { tab } = useBrowser();
  const said: Record<string, readonly string[]> = {};
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => {
    if (isTaking) writeFileSync(join(ROOT, SAID_FILE), `${JSON.stringify(said, undefined, 2)}\n`);
  });

  it.each(LOOKED_AT)('show $name as it is ($language)', async ({ language, name, shown, isActedOn }) => {
    const page = await tab(host(), { language, theme: 'light', width: 1280, height: 800 });
    await page.clock.setFixedTime(NOW);
    await show(page, host(), shown);
    if (isActedOn) await shown.first?.(page);
    // Whatever is still on its way is there when nothing is asked any more.
    await page.waitForLoadState('networkidle');
    const lines = await linesOf(page);
    if (!isTaking) {
      expect(lines, `docs/pictures/${language}/${name}.png is stale: npm run pictures`).toEqual(
        read()[`${language}/${name}`],
      );
      return;
    }
    mkdirSync(join(ROOT, 'docs/pictures', language), { recursive: true });
    await page.screenshot({ path: join(ROOT, 'docs/pictures', language, `${name}.png`) });
    said[`${language}/${name}`] = lines;
  });
});

/** What is to be read on the page, line by line. */
async function linesOf(page: Page): Promise<readonly string[]> {
  const text = await page.locator('body').innerText();
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function read(): z.infer<typeof saidSchema> {
  return saidSchema.parse(JSON.parse(readFileSync(join(ROOT, SAID_FILE), 'utf8')));
}

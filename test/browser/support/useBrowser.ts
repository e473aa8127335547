import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Language } from '../../../shared/outcomes/language.ts';
import { findChromium } from './findChromium.ts';
import { watch } from './watch.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const PICTURES = fileURLToPath(new URL('../../../test-results/browser/', import.meta.url));

/** How somebody looks at the page. */
export interface Look {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const DESKTOP: Look = { language: 'es', theme: 'light', width: 1440, height: 900 };
export const PHONE: Look = { language: 'en', theme: 'dark', width: 360, height: 740 };

interface Host {
  readonly baseUrl: string;
}

export interface BrowserInUse {
  /** A new, empty tab of somebody new, for the page of this host. */
  readonly tab: (host: Host, look?: Partial<Look>) => Promise<Page>;
  /** The same, at the door of the page. */
  readonly open: (host: Host, look?: Partial<Look>) => Promise<Page>;
  /** Writes a screenshot of what is shown, or of the whole view. */
  readonly picture: (page: Page, name: string, whole?: boolean) => Promise<void>;
}

/**
 * A browser for the tests of a file. After each test its tabs are closed, and whatever one of them complained of fails the
 * test: an error, a request to anywhere else, anything that the content policy had to stop.
 */
export function useBrowser(): BrowserInUse {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await chromium.launch({ executablePath: findChromium() ?? '', args: FLAGS });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureOfFailure(contexts, task.name);
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(() => browser?.close());
  const tab = async ({ baseUrl }: Host, look: Partial<Look> = {}): Promise<Page> => {
    if (!browser) throw new Error('The browser has not started.');
    const { language, theme, width, height } = { ...DESKTOP, ...look };
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      locale: language === 'es' ? 'es-CR' : 'en-GB',
      // The page tells the time of Costa Rica wherever its reader sits.
      timezoneId: 'Asia/Tokyo',
      hasTouch: width < 640,
      reducedMotion: 'reduce',
    });
    contexts.push(context);
    const page = await context.newPage();
    await watch(page, baseUrl, (complaint) => complaints.push(complaint));
    return page;
  };
  return {
    tab,
    async open(host, look) {
      const page = await tab(host, look);
      await page.goto(`${host.baseUrl}/api/operations`);
      return page;
    },
    async picture(page, name, whole = true) {
      await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: whole });
    },
  };
}

/** What was to be seen when a test failed. */
async function pictureOfFailure(contexts: readonly BrowserContext[], test: string): Promise<void> {
  const name = test.replace(/\W+/g, '-').slice(0, 60);
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries()) {
    await page.screenshot({ path: `${PICTURES}failed-${name}-${index}.png`, fullPage: true });
  }
}

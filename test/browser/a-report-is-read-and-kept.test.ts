import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { lastWholeWeek } from '../../shared/sync/weekly/week.ts';
import { recordsOfLastWeek } from '../support/recordsOfLastWeek.ts';
import { useSystem } from '../support/useSystem.ts';
import { findBarriers, findOverflow } from './support/checkAccess.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { openAt } from './support/enter.ts';
import { DESKTOP, type Look, PHONE, useBrowser } from './support/useBrowser.ts';

const SAYS = {
  es: {
    none: 'Todavía no hay informe',
    sum: 'Viajaron 300 registros; 92,0\u00a0% quedó en HubSpot.',
    failed: /^El archivo no se pudo bajar:/,
  },
  en: {
    none: 'No report yet',
    sum: '300 records travelled; 92.0% ended in HubSpot.',
    failed: /^The file could not be fetched:/,
  },
};

describeInBrowser('the weekly report', () => {
  const system = useSystem();
  const { tab, picture } = useBrowser();
  const { week } = lastWholeWeek(Date.now());
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-report-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const openReport = async (look: Look) => {
    const page = await tab(system().host, look);
    await openAt(page, system().host, 'report');
    return page;
  };
  const save = async (page: Page, path: string) => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'HTML' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe(`report-${week}.html`);
    await file.saveAs(path);
  };

  it('is said to come while there is none, and comes with its timer', async () => {
    const page = await openReport(DESKTOP);
    await page.getByText(SAYS.es.none).waitFor();
    await recordsOfLastWeek(system());
    expect((await system().host.runTimer('report')).succeeded).toBe(true);
    await page.reload();
    await page.getByText(SAYS.es.sum).waitFor();
  });

  it.each([
    ['es', DESKTOP],
    ['en', PHONE],
  ] as const)(
    'in %s is kept as a file that says the same, away from the app and without a script',
    async (language, look) => {
      const page = await openReport(look);
      await page.getByText(SAYS[language].sum).waitFor();
      const keys = new Set<string | undefined>();
      page.on('request', (request) => {
        expect(request.url()).not.toContain(system().host.functionKey);
        keys.add(request.headers()['x-functions-key']);
      });
      const path = join(folder, `${language}.html`);
      await save(page, path);
      expect(keys).toContain(system().host.functionKey);

      const html = readFileSync(path, 'utf8');
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toContain(system().host.functionKey);
      const rowsOf = async (where: Page) =>
        (await where.locator('tbody tr').allTextContents()).map((text) => text.replace(/\s+/g, ''));
      const shown = await rowsOf(page);
      expect(shown.length).toBeGreaterThan(15);
      const kept = await tab({ baseUrl: 'file://' }, look);
      await kept.goto(pathToFileURL(path).href);
      expect(await rowsOf(kept)).toEqual(shown);
      await kept.getByText(SAYS[language].sum).waitFor();
      await picture(kept, `report-file-${language}`);
      expect(await findBarriers(kept)).toEqual([]);
      expect(await findOverflow(kept)).toEqual([]);
    },
  );

  it('says so when the file cannot be had, and stays', async () => {
    const page = await openReport(DESKTOP);
    await page.getByText(SAYS.es.sum).waitFor();
    await page.route(/format=html$/, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByRole('button', { name: 'HTML' }).click();
    await page.getByText(SAYS.es.failed).waitFor();
    await page.getByText(SAYS.es.sum).waitFor();
  });

  it('of a week that has none says so', async () => {
    const page = await tab(system().host);
    await openAt(page, system().host, 'report/2020-01-06');
    await page.getByText('El informe no se pudo leer: Esa semana no tiene informe.').waitFor();
  });
});

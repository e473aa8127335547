import { expect, it } from 'vitest';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { enter, goTo, openAt } from './support/enter.ts';
import { inventAnswers } from './support/inventAnswers.ts';
import { passUntil } from './support/passUntil.ts';
import { useBrowser } from './support/useBrowser.ts';
import { usePageHost } from './support/usePageHost.ts';

describeInBrowser('the page', () => {
  const host = usePageHost();
  const { tab } = useBrowser();

  it('keeps the key in this tab and in a header, and nowhere else', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    const urls: string[] = [];
    const keys = new Set<string | undefined>();
    page.on('request', (request) => {
      urls.push(request.url());
      if (!request.url().includes('/operations')) keys.add(request.headers()['x-functions-key']);
    });
    await page.goto(`${host().baseUrl}/api/operations#reviews/EMAIL_TAKEN`);
    const { functionKey } = host();
    await enter(page, functionKey);
    await page.getByText('23 de 23').waitFor();
    expect(keys).toEqual(new Set([functionKey]));
    expect([page.url(), ...urls].filter((url) => url.includes(functionKey))).toEqual([]);
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain(functionKey);
    expect(await page.evaluate("sessionStorage.getItem('key')")).toBe(functionKey);
    await page.reload();
    await page.getByText('23 de 23').waitFor();
    await page.getByRole('button', { name: 'Salir' }).click();
    await page.getByLabel('Clave de acceso').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    const other = await page.context().newPage();
    await other.goto(`${host().baseUrl}/api/operations`);
    await other.getByLabel('Clave de acceso').waitFor();
  });

  it('says beside the field that a key does not open, and asks again when it opens no more', async () => {
    const page = await tab(host());
    await page.goto(`${host().baseUrl}/api/operations`);
    for (const wrong of ['wrong', 'no es una clave ñ', '']) {
      await page.locator('#key').fill(wrong);
      await page.getByRole('button', { name: 'Entrar' }).click();
      await page.getByText('Esa clave no abre.').waitFor();
    }
    await inventAnswers(page, 'well');
    await enter(page, host().functionKey);
    await page.getByText('Todo funciona').waitFor();
    await page.route('**/api/associates/**', (route) => route.fulfill({ status: 401 }));
    await goTo(page, 'associate/A-000001');
    await page.getByText('Esa clave no abre.').waitFor();
  });

  it('forgets with the key what the key opened', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'status');
    await page.locator('.nav .count').waitFor();
    await page.getByRole('button', { name: 'Salir' }).click();
    await page.getByLabel('Clave de acceso').waitFor();
    await page.route('**/api/reviews/counts', (route) => route.abort('internetdisconnected'));
    await enter(page, host().functionKey);
    await page.getByText('Todo funciona').waitFor();
    expect(await page.locator('.nav .count').count()).toBe(0);
  });

  it('shows personal values in the dry run alone, and forgets them with the view', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'associate/A-004417');
    await page.getByRole('button', { name: 'Ver qué cambiaría' }).click();
    await page.getByText('Solano Quirós').waitFor();
    await goTo(page, 'status');
    await page.getByText('Todo funciona').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Ver qué cambiaría' }).waitFor();
    expect(await page.content()).not.toContain('Solano');
    const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])';
    expect(await page.evaluate(kept)).not.toContain('Solano');
  });

  it('asks nothing while its tab is hidden, and at once when it is seen again', async () => {
    const page = await tab(host());
    await page.clock.install();
    await inventAnswers(page, 'well');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await openAt(page, host(), 'runs');
    await page.getByText('En curso').waitFor();
    await page.evaluate(
      "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }); document.dispatchEvent(new Event('visibilitychange'))",
    );
    asked.length = 0;
    await page.clock.runFor(120_000);
    expect(asked).toEqual([]);
    const again = page.waitForRequest('**/api/health');
    await page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    await again;
    await passUntil(page, () => asked.filter((path) => path === '/api/sync').length > 1);
  });

  it('speaks the other language from one click on, and keeps it, as the theme', async () => {
    const page = await tab(host(), { language: 'es', theme: 'light' });
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'reviews/EMAIL_INVALID');
    await page.getByText('El correo no es válido.').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('The email address is not valid.').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.title()).toBe('Reviews · HubSpot Sync');
    const background = 'getComputedStyle(document.body).backgroundColor';
    const light = await page.evaluate(background);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect.poll(() => page.evaluate(background)).not.toBe(light);
    await page.reload();
    await page.getByText('The email address is not valid.').waitFor();
    expect(await page.evaluate(background)).not.toBe(light);
  });

  it('says that there is a newer version when a part of it is gone', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await page.route('**/runsView-*.js', (route) => route.fulfill({ status: 404 }));
    await openAt(page, host(), 'runs');
    await page.getByText('Hay una versión nueva de esta página').waitFor();
  });
});

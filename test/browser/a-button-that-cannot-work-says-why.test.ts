import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { openAt } from './support/enter.ts';
import { inventAnswers } from './support/inventAnswers.ts';
import { passUntilShown } from './support/passUntil.ts';
import { useBrowser } from './support/useBrowser.ts';
import { usePageHost } from './support/usePageHost.ts';

/** A key that only reads: the host lets no action through. */
async function refuseActions(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/'),
    (route) => (route.request().method() === 'GET' ? route.fallback() : route.fulfill({ status: 401 })),
  );
}

/** The network is gone. */
async function cutOff(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/'),
    (route) => route.abort('internetdisconnected'),
  );
}

/** As a person does, who does not know that it cannot work. */
const press = (button: Locator) => button.click({ force: true });

const isDisabled = async (page: Page, name: RegExp) =>
  (await page.getByRole('button', { name }).first().getAttribute('aria-disabled')) === 'true';

describeInBrowser('a button that cannot work', () => {
  const host = usePageHost();
  const { tab, picture } = useBrowser();

  it('says that the key only reads, once an action was refused, and stays so after a reload', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    await refuseActions(page);
    await openAt(page, host(), 'associate/A-004417');
    await page.getByRole('button', { name: 'Enviar ahora' }).click();
    await page.getByText('Puede verlo todo. Para enviar, iniciar o cancelar').waitFor();
    expect(await page.getByText('No se envió: Su clave es de solo lectura').count()).toBe(1);
    for (const name of [/Enviar ahora/, /Ver qué cambiaría/, /Borrar lo guardado/]) {
      expect(await isDisabled(page, name), String(name)).toBe(true);
    }
    await page.reload();
    await page.getByText('Su clave es de solo lectura').first().waitFor();
    await page.goto(`${host().baseUrl}/api/operations#runs`);
    await press(page.getByRole('button', { name: 'Iniciar una corrida…' }));
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Beside the notice above, the button itself says it now.
    await page.locator('.head').getByText('Su clave es de solo lectura').waitFor();
    await picture(page, 'runs-read-only');
  });

  it('says that there is no connection, keeps what it showed, and goes on by itself', async () => {
    const page = await tab(host());
    await page.clock.install();
    await inventAnswers(page, 'well');
    await openAt(page, host(), 'status');
    await page.getByText('Todo funciona').waitFor();
    await cutOff(page);
    await passUntilShown(page, page.getByText('Sin conexión con el servicio').first());
    expect(await page.getByText('Todo funciona').count()).toBe(1);
    expect(await isDisabled(page, /Revisar a fondo/)).toBe(true);
    await picture(page, 'status-offline');
    await page.unrouteAll();
    await inventAnswers(page, 'well');
    await passUntilShown(page, page.getByText('En vivo'));
    expect(await isDisabled(page, /Revisar a fondo/)).toBe(false);
  });

  it('waits for the number of what is at stake before it erases', async () => {
    const page = await tab(host());
    await inventAnswers(page, 'well');
    const erased: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'DELETE') erased.push(new URL(request.url()).pathname);
    });
    await openAt(page, host(), 'associate/A-004417');
    await page.getByRole('button', { name: 'Borrar lo guardado…' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Borrar lo guardado' });
    await press(confirm);
    await page.getByLabel('Escriba A-004417 para confirmar').fill('A-004418');
    await press(confirm);
    expect(erased).toEqual([]);
    await page.getByLabel('Escriba A-004417 para confirmar').fill('a-004417');
    await press(confirm);
    await page.getByText('Se borró lo guardado de A-004417').waitFor();
    expect(erased).toEqual(['/api/associates/A-004417']);
    await picture(page, 'associate-erased');
  });
});

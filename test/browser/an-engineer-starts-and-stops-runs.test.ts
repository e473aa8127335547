import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inventAssociates } from '../support/associates.ts';
import { howMany } from '../support/howDeep.ts';
import { useSystem } from '../support/useSystem.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { enter, goTo } from './support/enter.ts';
import { useBrowser } from './support/useBrowser.ts';

const ROWS = howMany('recordsBehindThePage');
/** Each detection puts one page on the queue and leaves the rest to the next one. */
const PAGE = ROWS / 4;
const BY_HAND = 40;

const written = (count: number) => new RegExp(count.toLocaleString('en').replace(',', '[\\u00a0,]?'));

describeInBrowser('an engineer', () => {
  const associates = inventAssociates(ROWS, { seed: 3, faultyShare: 0 });
  const system = useSystem({
    adopted: false,
    mapping: [
      [['source', 'changeFeed'], 'timestamp'],
      [['source', 'overlapSeconds'], 0],
      [['sync', 'pageSize'], PAGE],
      [['sync', 'maxQueuedBatches'], 2],
    ],
    seed: (members) => members.insert(associates.map(({ row }) => row)),
  });
  const { open, picture } = useBrowser();

  /** A panel or row of the kind that says so. */
  const run = (page: Page, kind: string | RegExp) =>
    page.locator('section.panel:not(.flush), tbody tr').filter({ hasText: kind });

  async function start(page: Page, kind: string, go: string): Promise<void> {
    await page.getByRole('button', { name: 'Iniciar una corrida…' }).click();
    await page.getByRole('dialog').locator('label').getByText(kind, { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: go }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  it('adopts, loads the table, stops in the middle, goes on and verifies, all in the page', async () => {
    const { hubspot, host, members, tick } = system();
    hubspot.seedContacts(associates.slice(0, BY_HAND).map(({ row }) => ({ email: row['email'] ?? '' })));
    const renamed = () =>
      hubspot.contacts().filter(({ properties }) => properties['lastname'] === 'Sin sello');
    const page = await open(host);
    await enter(page, host.functionKey);
    await page.getByText('Todavía no ha viajado ningún registro').waitFor();
    await page.getByRole('link', { name: 'Ir a Corridas' }).click();

    await start(page, 'Adoptar contactos (simulación)', 'Simular la adopción');
    const adopt = page.getByRole('button', { name: `Adoptar ${BY_HAND} contactos…` });
    await adopt.waitFor();
    expect(hubspot.contacts().filter(({ properties }) => properties['numero_asociado'])).toEqual([]);
    await adopt.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Adoptar ${BY_HAND} contactos` })
      .click();
    await run(page, /^Adopción(?! \()/)
      .filter({ hasText: 'Terminó' })
      .first()
      .waitFor();
    expect(hubspot.contacts().filter(({ properties }) => properties['numero_asociado'])).toHaveLength(
      BY_HAND,
    );

    await start(page, 'Buscar cambios ahora', 'Buscar cambios ahora');
    for (let count = 0; count <= ROWS / PAGE; count++) await tick();
    await run(page, 'Cambios').filter({ hasText: 'Terminó' }).first().waitFor();
    expect(hubspot.contacts()).toHaveLength(ROWS);

    // Nothing stamps the change: only a pass through the whole table finds it.
    await members.run("UPDATE dbo.hb_contacts SET lastname = N'Sin sello'");
    await host.pause('upsertBatch');
    await start(page, 'Recorrer toda la tabla', 'Recorrer toda la tabla');
    await host.runTimer('detectChanges');
    const full = run(page, 'Tabla completa').first();
    await full.getByText('Tiempo que falta: no se sabe').waitFor();
    await full.getByText(written(PAGE)).first().waitFor();
    await picture(page, 'engineer-full-run');
    await full.getByRole('button', { name: 'Cancelar…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancelar la corrida' }).click();
    await full.getByText('Cancelando: termina lo que está en la cola').waitFor();
    host.resume('upsertBatch');
    await system().settle();
    await full.getByText('Cancelada', { exact: true }).waitFor();
    expect(renamed()).toHaveLength(PAGE);

    await full.getByRole('button', { name: 'Reanudar' }).click();
    const shown: number[] = [];
    for (let count = 0; count <= ROWS / PAGE; count++) {
      await tick();
      const bar = page.getByRole('progressbar', { name: 'Avance de la corrida' }).first();
      if (await bar.isVisible()) shown.push(Number(await bar.getAttribute('value')));
    }
    await full.getByText('Terminó', { exact: true }).waitFor();
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(Math.max(0, ...shown)).toBeLessThanOrEqual(ROWS);
    expect(renamed()).toHaveLength(ROWS);

    await start(page, 'Verificar', 'Verificar');
    const verification = run(page, 'Verificación').filter({ hasText: 'Terminó' }).first();
    await verification.getByText(written(ROWS)).first().waitFor();
    await picture(page, 'engineer-runs');
    await verification.getByRole('link').first().click();
    await page.getByText('Iguales').waitFor();
    await goTo(page, 'status');
    await page.getByText('Todo funciona').waitFor();
    await picture(page, 'engineer-status');
  });
});

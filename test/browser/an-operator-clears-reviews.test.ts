import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inventAssociate, inventAssociates, numberOf } from '../support/associates.ts';
import { howMany } from '../support/howDeep.ts';
import { OUTAGES } from '../support/outages.ts';
import { useSystem } from '../support/useSystem.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { enter, goTo } from './support/enter.ts';
import { useBrowser } from './support/useBrowser.ts';

const ROWS = howMany('recordsBehindThePage');
const PAST = '2026-01-05T00:00:00.000';
/** Whose email is wrong, and whose cédula. */
const EMAILS = Array.from({ length: 25 }, (_, index) => ROWS + 1 + index);
const CEDULAS = [ROWS + 101, ROWS + 102, ROWS + 103];

describeInBrowser('an operator', () => {
  const system = useSystem({
    mapping: [[['source', 'overlapSeconds'], 0]],
    seed: async (members) => {
      await members.insert([
        ...EMAILS.map((index) => ({ ...inventAssociate(index, PAST), email: 'sin.arroba' })),
        ...CEDULAS.map((index) => ({ ...inventAssociate(index, PAST), no__de_cedula: '12345' })),
      ]);
    },
  });
  const { open, picture } = useBrowser();

  const group = (page: Page, code: string) => page.getByRole('link').filter({ hasText: code });

  it('clears reviews while records travel, and sees an outage come and go', async () => {
    const { host, members } = system();
    await system().tick();
    await members.insert(inventAssociates(ROWS, { seed: 9, faultyShare: 0 }).map(({ row }) => row));
    const mend = async (keys: readonly string[]) => {
      for (const key of keys)
        await members.update([key], { email: `mended.${key.toLowerCase()}@example.com` });
    };
    const page = await open(host);
    await enter(page, host.functionKey);
    const others = host.runTimer('detectChanges');
    await page.getByText('28 revisiones').waitFor();
    await page.getByRole('link', { name: 'Abrir las revisiones' }).click();

    // One number in group, list and button.
    await group(page, 'EMAIL_INVALID').getByText('25', { exact: true }).waitFor();
    await page.getByText('25 de 25').waitFor();
    await page.getByRole('button', { name: 'Enviar los 25 del filtro…' }).waitFor();

    // What somebody has looked at is marked, and can be left out.
    await page.getByLabel(`Nota de ${numberOf(EMAILS[0] ?? 0)}`).selectOption('askedMember');
    await page.getByRole('combobox', { name: 'Vistas' }).selectOption('no');
    await page.getByText('24 de 24').waitFor();
    await page.getByRole('button', { name: 'Enviar los 24 del filtro…' }).waitFor();
    await page.getByRole('combobox', { name: 'Vistas' }).selectOption('all');
    await page.getByText('25 de 25').waitFor();
    await picture(page, 'operator-reviews');

    // Ten first: who is mended leaves, who is not comes back with one more try.
    const listed = await page.locator('tbody th a.nowrap').allTextContents();
    await mend(listed.slice(0, 6));
    await page.getByRole('button', { name: 'Enviar los 25 del filtro…' }).click();
    await page.getByRole('dialog').getByText('Primero 10').click();
    await page.getByLabel('Nombre para el historial (opcional)').fill('Correos de Guápiles');
    await page.getByRole('dialog').getByRole('button', { name: 'Enviar 10 de nuevo' }).click();
    await page.getByText(/^10 enviados a las/).waitFor();
    await others;
    await page.getByText(/10 enviados a las [\d:]+: 6 corregidos\./).waitFor();
    await page.getByText('4 siguen igual y volvieron a la lista, con un intento más.').waitFor();
    await page.getByText('19 de 19').waitFor();
    await group(page, 'EMAIL_INVALID').getByText('19', { exact: true }).waitFor();
    await page.getByText('22 por revisar').waitFor();
    expect(await page.getByText('1 intento', { exact: true }).count()).toBe(4);
    await picture(page, 'operator-replayed');

    // Two more, picked by hand.
    const picked = listed.slice(10, 12);
    await mend(picked);
    for (const key of picked) await page.getByLabel(`Elegir ${key}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Enviar 2 de nuevo' }).click();
    await page.getByText(/2 enviados a las [\d:]+: 2 corregidos\./).waitFor();
    await group(page, 'EMAIL_INVALID').getByText('17', { exact: true }).waitFor();
    await page.getByText('17 de 17').waitFor();

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = readFileSync(await (await saved).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toContain('numeroAsociado,code,outcome');
    expect(lines).toHaveLength(1 + 17 + CEDULAS.length);

    const outage = OUTAGES.find(({ neighbour }) => neighbour === 'SQL Server')?.outageOf(system());
    await outage?.begin();
    await host.runTimer('detectChanges');
    await goTo(page, 'status');
    await page.getByText(/SQL Server no responde desde/).waitFor();
    await picture(page, 'operator-sql-server-away');
    await goTo(page, 'reviews');
    await page.locator('.bulk').waitFor();
    expect(await page.getByRole('button', { name: /Enviar los/ }).getAttribute('title')).toBe(
      'SQL Server no responde',
    );
    await outage?.end();
    await system().tick();
    await goTo(page, 'status');
    await page.getByText('Todo funciona').waitFor();
  });
});

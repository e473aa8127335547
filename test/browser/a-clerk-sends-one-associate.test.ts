import { expect, it } from 'vitest';
import { inventAssociate, inventAssociates, numberOf } from '../support/associates.ts';
import { howMany } from '../support/howDeep.ts';
import { contactsByNumber, useSystem } from '../support/useSystem.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { enter, goTo } from './support/enter.ts';
import { PHONE, useBrowser } from './support/useBrowser.ts';

const ROWS = howMany('recordsBehindThePage');
const NEW = numberOf(ROWS + 1);
const BROKEN = numberOf(ROWS + 2);
const PAST = '2026-01-05T00:00:00.000';

describeInBrowser('a clerk', () => {
  const system = useSystem({
    seed: (members) =>
      members.insert(inventAssociates(ROWS, { seed: 5, faultyShare: 0.02 }).map(({ row }) => row)),
  });
  const { open, picture } = useBrowser();

  it('has one associate in HubSpot while all the others travel, on a phone', async () => {
    const { host, hubspot, members, ledger } = system();
    const page = await open(host, { ...PHONE, language: 'es', theme: 'light' });
    await enter(page, host.functionKey);
    const others = system().tick();
    await page.getByText('Todo funciona').waitFor();

    // Somebody who joined just now: nothing is held of them yet.
    await members.insert([inventAssociate(ROWS + 1, PAST)]);
    await page.getByLabel('Buscar por número de asociado').fill(NEW);
    await page.getByRole('button', { name: 'Buscar' }).click();
    await page.getByText(`No se conoce ${NEW}`).waitFor();
    await page.getByRole('button', { name: 'Enviar ahora' }).click();
    await page.getByText('En HubSpot', { exact: true }).waitFor();
    expect(contactsByNumber(system()).get(NEW)?.['email']).toBe(`asociado.${ROWS + 1}@example.com`);
    await page.getByText('Creado').first().waitFor();

    // A surname was corrected: what it would do is seen before it is done.
    await members.update([NEW], { lastname: 'Solano Quirós' });
    await page.getByRole('button', { name: 'Ver qué cambiaría' }).click();
    const changed = page.getByRole('row').filter({ hasText: 'Apellidos' });
    await changed.getByText('Solano Quirós').waitFor();
    expect(contactsByNumber(system()).get(NEW)?.['lastname']).not.toBe('Solano Quirós');
    await picture(page, 'clerk-dry-run');
    await page.getByRole('button', { name: 'Enviar ahora' }).click();
    await page.getByText('Actualizado.').waitFor();
    expect(contactsByNumber(system()).get(NEW)?.['lastname']).toBe('Solano Quirós');
    await expect.poll(() => page.content()).not.toContain('Solano');

    // One whose email is wrong: the page says what to do, and takes it once that is done.
    await members.insert([{ ...inventAssociate(ROWS + 2, PAST), email: 'sin.arroba' }]);
    await goTo(page, `associate/${BROKEN}`);
    await page.getByRole('button', { name: 'Enviar ahora' }).click();
    await page.getByText('Rechazado').first().waitFor();
    await page.getByText('El correo no es válido.').first().waitFor();
    await members.update([BROKEN], { email: 'mended@example.com' });
    await page.getByRole('button', { name: 'Enviar ahora' }).click();
    await page.getByText('En HubSpot', { exact: true }).waitFor();
    expect(contactsByNumber(system()).get(BROKEN)?.['email']).toBe('mended@example.com');
    await page.getByText('Correo no válido').first().waitFor();
    await picture(page, 'clerk-history');

    await others;
    await system().settle();

    // Somebody left, and asks that nothing be held of them.
    await members.delete([BROKEN]);
    hubspot.archive(
      hubspot.contacts().find(({ properties }) => properties['numero_asociado'] === BROKEN)?.id ?? '',
    );
    await page.getByRole('button', { name: 'Borrar lo guardado…' }).click();
    await page.getByLabel(`Escriba ${BROKEN} para confirmar`).fill(BROKEN);
    await page.getByRole('dialog').getByRole('button', { name: 'Borrar lo guardado' }).click();
    await page.getByText(`Se borró lo guardado de ${BROKEN}`).waitFor();
    expect((await ledger.read([BROKEN])).size).toBe(0);
  });
});

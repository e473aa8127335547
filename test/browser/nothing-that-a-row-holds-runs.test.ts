import { expect, it } from 'vitest';
import { type AssociateRow, inventAssociate } from '../support/associates.ts';
import { useSystem } from '../support/useSystem.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { enter, goTo, openAt } from './support/enter.ts';
import { useBrowser } from './support/useBrowser.ts';

const PAST = '2026-01-05T00:00:00.000';
const IMAGE = '<img src=x onerror=alert(1)>';
const SCRIPT = '"><script>alert(1)</script>';
/** As much of it as a short column takes. */
const SHORT = '<img onerror=a()>';

/** Every column of the table that takes text. */
const HOSTILE: AssociateRow = {
  no__de_cedula: SHORT,
  firstname: IMAGE,
  lastname: SCRIPT,
  email: `${IMAGE}@example.com`,
  hs_whatsapp_phone_number: IMAGE,
  telefono_habitacion: SCRIPT,
  telefono_oficina: IMAGE,
  provincia: IMAGE,
  canton: SCRIPT,
  distrito: IMAGE,
  frecuencia_deposito_de_su_salario: SHORT,
  nombre_y_apellidos__beneficiario_01_: IMAGE,
  numero_de_cedula__beneficiario_1_: SHORT,
};

describeInBrowser('markup that somebody put into the data', () => {
  const system = useSystem();
  const { open, tab, picture } = useBrowser();

  it('stays text in the number, the reviews, the history, the runs and the dry run', async () => {
    const { host, hubspot, members } = system();
    // The key itself is markup; a row of it is rejected, one whose other columns are is too.
    await members.insert([{ ...inventAssociate(1, PAST), ...HOSTILE, numero_asociado: SHORT }]);
    await members.insert([{ ...inventAssociate(2, PAST), ...HOSTILE }]);
    // Odd names are sent, and stand in HubSpot then.
    await members.insert([{ ...inventAssociate(3, PAST), firstname: IMAGE, lastname: SCRIPT }]);
    await system().tick();
    const page = await open(host);
    await enter(page, host.functionKey);
    await goTo(page, 'reviews');
    await page.locator('.bulk').waitFor();
    await picture(page, 'hostile-reviews');

    await goTo(page, `associate/${encodeURIComponent(SHORT)}`);
    await page.getByRole('heading', { name: SHORT }).waitFor();
    await page.getByRole('button', { name: 'Ver qué cambiaría' }).click();
    await page
      .getByText(/No se enviaría|Cambiaría|No cambiaría/)
      .first()
      .waitFor();
    await picture(page, 'hostile-associate');

    expect(hubspot.contacts()[0]?.properties['firstname']?.toLowerCase()).toBe(IMAGE);
    await members.update(['A-000003'], { firstname: 'Ana', lastname: 'Mora' });
    await goTo(page, 'associate/A-000003');
    await page.getByRole('button', { name: 'Ver qué cambiaría' }).click();
    await page.locator('del').filter({ hasText: IMAGE }).waitFor();
    await page.locator('del').filter({ hasText: SCRIPT }).waitFor();
    await picture(page, 'hostile-dry-run');

    await system().call('POST', 'reviews/replay', { code: 'NAME_INVALID', name: IMAGE });
    await system().call('POST', 'sync', { mode: 'verify', name: SCRIPT });
    await system().settle();
    await goTo(page, 'runs');
    await page.getByText(`«${SCRIPT}»`).first().waitFor();
    await picture(page, 'hostile-runs');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
  });

  it('stays text in the address', async () => {
    const page = await tab(system().host);
    await openAt(page, system().host, `reviews/${encodeURIComponent(IMAGE)}`);
    await page.getByText('HubSpot Sync').waitFor();
    await goTo(page, `runs/${encodeURIComponent(SCRIPT)}`);
    await page.getByText(SCRIPT).first().waitFor();
    await goTo(page, `associate/${encodeURIComponent(SCRIPT)}`);
    await page.getByText(`No se conoce ${SCRIPT}`).waitFor();
    await goTo(page, 'associate/%E0%A4%A');
    await page.getByRole('heading', { name: 'Un asociado' }).waitFor();
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
  });
});

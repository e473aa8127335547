/**
 * What we take for granted of HubSpot, looked at on a test account: `HUBSPOT_TEST_TOKEN=… npm run test:live`. The token
 * needs the scopes crm.objects.contacts.read, crm.objects.contacts.write and crm.schemas.contacts.write. The suite makes
 * properties and contacts of its own and archives them. HUBSPOT_TEST_GDPR=1 also deletes an invented address for GDPR, which
 * cannot be undone. HUBSPOT_TEST_BASE_URL points it elsewhere, at the stand-in for one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccount, TOKEN_SETTING } from './account.ts';
import { CHECKS } from './checks/all.ts';
import { describeFindings, type Reported } from './report.ts';
import { openTestPortal, type TestPortal } from './testPortal.ts';

const account = openAccount(process.env);
const LEFT_OUT = `Nothing was looked at on HubSpot (${CHECKS.length} checks left out): set ${TOKEN_SETTING} to the token of a test account.`;
const TIMEOUT_MS = 180_000;

if (!account) {
  console.error(LEFT_OUT);
  it.skip(LEFT_OUT);
} else {
  describe(`what we take for granted, on ${account.where}`, () => {
    let portal: TestPortal | undefined;
    const reported: Reported[] = [];
    beforeAll(async () => {
      portal = await openTestPortal(account);
    }, TIMEOUT_MS);
    afterAll(async () => {
      // Without it nothing was looked at, and its own error says why.
      if (!portal) return;
      const left = await portal.close();
      const lines = describeFindings(account.where, reported);
      console.error([...lines, ...left.map((what) => `could not be removed: ${what}`)].join('\n'));
    }, TIMEOUT_MS);

    for (const { claim, optIn, look } of CHECKS) {
      const isLeftOut = optIn !== undefined && !process.env[optIn];
      if (isLeftOut) reported.push({ claim, finding: undefined, why: `set ${optIn}=1` });
      it.skipIf(isLeftOut)(claim, { timeout: TIMEOUT_MS }, async () => {
        if (!portal) throw new Error('The account is not open.');
        const finding = await look(portal).catch((error: unknown) => {
          reported.push({ claim, finding: undefined });
          throw error;
        });
        reported.push({ claim, finding });
        expect(finding.breaks, finding.saw).toBe(false);
      });
    }
  });
}

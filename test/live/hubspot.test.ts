/**
 * What we take for granted of HubSpot, looked at on a test account: `HUBSPOT_TEST_TOKEN=… npm run test:live`. The token
 * needs the scopes crm.objects.contacts.read, crm.objects.contacts.write and crm.schemas.contacts.write. The suite makes
 * properties and contacts of its own and archives them. HUBSPOT_TEST_GDPR=1 also deletes an invented address for GDPR, which
 * cannot be undone. HUBSPOT_TEST_BASE_URL points it elsewhere, at the stand-in for one. An account that looks like one in use is
 * refused: see refuseAccountInUse.ts.
 */
import { openAccount, TOKEN_SETTING } from './account.ts';
import { CHECKS, NOT_TRIED } from './checks/all.ts';
import { describeChecks, leaveOut } from './describeChecks.ts';
import { openTestPortal } from './testPortal.ts';

const account = openAccount(process.env);

if (!account) {
  leaveOut('HubSpot', CHECKS.length, `set ${TOKEN_SETTING} to the token of a test account.`);
} else {
  const end = {
    where: account.where,
    open: () => openTestPortal(account),
    close: (portal: Awaited<ReturnType<typeof openTestPortal>>) => portal.close(),
    notTried: NOT_TRIED,
  };
  describeChecks(end, CHECKS);
}

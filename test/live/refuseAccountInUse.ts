import { z } from 'zod';
import { type Account, TOKEN_SETTING } from './account.ts';

/** Of HubSpot's account types, those that nobody works in: https://developers.hubspot.com/docs/getting-started/account-types */
const TO_TRY_THINGS_IN = ['DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER'];
/** A test account of the standard type has a handful. */
const MOST_CONTACTS = 100;

const detailsSchema = z.object({ accountType: z.string() });
const totalSchema = z.object({ total: z.int() });

/** @throws when the account is none to try things in, or cannot be told from one that people work in. */
export async function refuseAccountInUse(account: Account): Promise<void> {
  const details = await account.call('account', 'GET', '/details');
  // Not every token may ask, and the stand-in has no such route.
  const type = detailsSchema.safeParse(details.body).data?.accountType;
  if (type !== undefined && TO_TRY_THINGS_IN.includes(type)) return;
  const request = { filterGroups: [], sorts: [], properties: [], limit: 1 };
  const { status, body } = await account.call('contacts', 'POST', '/search', request);
  if (status === 401) throw new Error(`HubSpot refuses the token of ${TOKEN_SETTING} (401).`);
  const total = totalSchema.safeParse(body).data?.total;
  if (total !== undefined && total <= MOST_CONTACTS) return;
  const found =
    total === undefined ? `does not say how many contacts it has (${status})` : `has ${total} contacts`;
  throw new Error(
    `The account ${found} and is no test account by its type (${type ?? 'unknown'}): it looks like one in use, and nothing was done. ` +
      'Take a developer test account or a sandbox.',
  );
}

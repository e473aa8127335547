import { z } from 'zod';
import { MAX_BATCH } from '../../shared/hubspot/client.ts';
import type { Account } from './account.ts';
import { resultsOf } from './check.ts';
import { GROUP, isOurs, KEY } from './properties.ts';

const listSchema = z.object({ results: z.array(z.object({ name: z.string() })).catch([]) });

/**
 * Archives every contact that has one of these keys or emails, however it came to be, then every property of the suite and
 * its group. Goes on after a failure, and answers what is left.
 */
export async function removeOurs(
  account: Account,
  keys: readonly string[],
  emails: readonly string[],
): Promise<readonly string[]> {
  const left: string[] = [];
  const attempt = async (what: string, work: () => Promise<boolean>) => {
    const done = await work().catch(() => false);
    if (!done) left.push(what);
  };
  await attempt('contacts', () => archiveContacts(account, keys, emails));
  let names: readonly string[] = [];
  await attempt('properties', async () => {
    names = await ourProperties(account);
    return true;
  });
  for (const name of names) {
    await attempt(`property ${name}`, async () => {
      const { status } = await account.call('properties', 'DELETE', `/${name}`);
      return status === 204;
    });
  }
  await attempt(`the empty property group ${GROUP.name}`, async () => {
    const { status } = await account.call('properties', 'DELETE', `/groups/${GROUP.name}`);
    return status === 204;
  });
  return left;
}

async function archiveContacts(
  account: Account,
  keys: readonly string[],
  emails: readonly string[],
): Promise<boolean> {
  const ids = new Set([
    ...(await idsOf(account, keys, KEY)),
    ...(await idsOf(account, emails, 'email')),
    ...(await leftByOthers(account)),
  ]);
  for (const part of inParts([...ids])) {
    const inputs = part.map((id) => ({ id }));
    const { status } = await account.call('contacts', 'POST', '/batch/archive', { inputs });
    if (status !== 204) return false;
  }
  return true;
}

async function idsOf(
  account: Account,
  values: readonly string[],
  idProperty: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const part of inParts(values)) {
    const inputs = part.map((id) => ({ id }));
    const answer = await account.call('contacts', 'POST', '/batch/read', {
      inputs,
      idProperty,
      properties: [],
      propertiesWithHistory: [],
    });
    ids.push(...resultsOf(answer).map(({ id }) => id));
  }
  return ids;
}

/** Contacts of runs that did not end: nobody else gives a contact our key. */
async function leftByOthers(account: Account): Promise<readonly string[]> {
  const filters = [{ propertyName: KEY, operator: 'HAS_PROPERTY' }];
  const request = { filterGroups: [{ filters }], sorts: [], properties: [], limit: MAX_BATCH };
  return resultsOf(await account.call('contacts', 'POST', '/search', request)).map(({ id }) => id);
}

async function ourProperties(account: Account): Promise<readonly string[]> {
  const { body } = await account.call('properties', 'GET', '');
  return listSchema.parse(body ?? {}).results.flatMap(({ name }) => (isOurs(name) ? [name] : []));
}

function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / MAX_BATCH) }, (_, part) =>
    items.slice(part * MAX_BATCH, (part + 1) * MAX_BATCH),
  );
}

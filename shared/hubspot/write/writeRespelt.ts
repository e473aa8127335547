import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { readRecords } from '../readRecords.ts';
import type { Step, WriteContext } from './writeContext.ts';

type WriteById = (
  contacts: readonly ContactToWrite[],
  context: WriteContext,
) => Promise<ReadonlyMap<string, WriteVerdict>>;

/**
 * Whose key HubSpot holds in another spelling gets the new one with the rest, by HubSpot id: by the key, a second contact might be
 * made. Where no id is known, or nobody has it any more because somebody merged the contact, who has the old key is asked for. Who
 * is not there at all goes the usual way.
 */
export async function writeRespelt(
  contacts: readonly ContactToWrite[],
  writeById: WriteById,
  context: WriteContext,
): Promise<Step> {
  const respelt = contacts.filter(({ heldKey }) => heldKey !== undefined);
  if (respelt.length === 0) return { settled: new Map(), rest: contacts };
  const known = respelt.filter(({ hubspotId }) => hubspotId !== undefined);
  const settled = settledOf(await writeById(known, context));
  const missed = respelt.filter(({ key }) => !settled.has(key));
  const again = await writeById(await withIdOfHeldKey(missed, context), context);
  for (const [key, verdict] of settledOf(again)) settled.set(key, verdict);
  return { settled, rest: contacts.filter(({ key }) => !settled.has(key)) };
}

/** It was ours before, and is not adopted. */
function settledOf(verdicts: ReadonlyMap<string, WriteVerdict>): Map<string, WriteVerdict> {
  return new Map(
    [...verdicts].flatMap(([key, verdict]): [string, WriteVerdict][] => {
      if (verdict.kind === 'unknown') return [];
      return [[key, verdict.kind === 'written' ? { ...verdict, as: 'updated' } : verdict]];
    }),
  );
}

async function withIdOfHeldKey(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<readonly ContactToWrite[]> {
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.flatMap(({ heldKey }) => heldKey ?? []);
  const { found } = await readRecords(keys, keyProperty, [keyProperty], context);
  return contacts.flatMap((contact) => {
    const hubspotId = found.get(contact.heldKey ?? '')?.id;
    return hubspotId === undefined ? [] : [{ ...contact, hubspotId }];
  });
}

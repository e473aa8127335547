import {
  compareIdentity,
  identityOfAssociate,
  identityProperties,
  isSamePerson,
} from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import { asCompared } from '../asCompared.ts';
import { readRecords } from '../readRecords.ts';
import { claimEach, takenBy } from './takenBy.ts';
import { identityOfRecord, keyOf, type WriteContext } from './writeContext.ts';

type Conflict = Extract<WriteVerdict, { kind: 'conflict' | 'refused' }>;

/** What becomes of rows that HubSpot answered with a conflict. */
export interface SettledConflicts {
  readonly settled: ReadonlyMap<string, WriteVerdict>;
  /** The owner is the same person without a key: to be written by HubSpot id. */
  readonly toAdopt: readonly ContactToWrite[];
  /** The owner is the row's own contact, made a moment ago by another worker, or without its key by now: to be written by HubSpot id. */
  readonly ours: readonly ContactToWrite[];
  /** Nobody holds the identifier any more: to be sent again. */
  readonly toRepeat: readonly ContactToWrite[];
}

/**
 * Asks who owns what HubSpot says is taken: one call for all conflicts of a batch, and one more where HubSpot does not name
 * the owner.
 */
export async function settleConflicts(
  conflicts: ReadonlyMap<ContactToWrite, Conflict>,
  context: WriteContext,
): Promise<SettledConflicts> {
  const owners = await findOwners(conflicts, context);
  const settled = new Map<string, WriteVerdict>();
  const claims = new Map<ContactToWrite, string>();
  const toRepeat: ContactToWrite[] = [];
  const ours: ContactToWrite[] = [];
  for (const [contact, conflict] of conflicts) {
    const owner = owners.get(contact.key);
    if (!owner) {
      toRepeat.push(contact);
      continue;
    }
    if (isOwn(owner, contact, context)) {
      ours.push({ ...contact, hubspotId: owner.id });
      continue;
    }
    const match = compareIdentity(
      identityOfAssociate(contact.properties, context.mapping),
      identityOfRecord(owner, context),
    );
    if (contact.hubspotId === undefined && isSamePerson(match)) claims.set(contact, owner.id);
    else if (match.by.length === 0) toRepeat.push(contact);
    else
      settled.set(contact.key, {
        ...takenBy(contact, owner, match.by, context),
        code: conflict.code,
        properties: conflict.properties,
      });
  }
  const claimed = claimEach(claims);
  return { settled: new Map([...settled, ...claimed.settled]), toAdopt: claimed.toAdopt, ours, toRepeat };
}

/**
 * Whether the owner is the associate's own contact, which may carry another id since a merge, the key in another spelling, or
 * none any more. One that carries another associate's key is that one's by now, whatever its id.
 */
function isOwn({ id, properties }: ResultRecord, contact: ContactToWrite, context: WriteContext): boolean {
  const key = asCompared(properties[context.mapping.hubspot.keyProperty] ?? '');
  const ours = [keyOf(contact, context), contact.heldKey ?? ''].map(asCompared);
  return key === '' ? id === contact.hubspotId : ours.includes(key);
}

/** The contact that holds what each of these rows claims, by the row's key. */
async function findOwners(
  conflicts: ReadonlyMap<ContactToWrite, Conflict>,
  context: WriteContext,
): Promise<ReadonlyMap<string, ResultRecord>> {
  const owners = new Map<string, ResultRecord>();
  const wanted = identityProperties(context.mapping);
  const named = [...conflicts.values()].flatMap(({ conflictId }) => conflictId ?? []);
  const byId = await readRecords(named, undefined, wanted, context);
  for (const [{ key }, { conflictId }] of conflicts) {
    const owner = byId.found.get(conflictId ?? '');
    if (owner) owners.set(key, owner);
  }
  const nameless = [...conflicts].filter(([{ key }]) => !owners.has(key));
  for (const property of new Set(nameless.flatMap(([, { properties }]) => properties))) {
    const claimants = nameless.filter(([, { properties }]) => properties.includes(property));
    const claimed = claimants.flatMap(([contact]) => contact.properties[property] || []);
    const holders = await readRecords(claimed, property, [...wanted, property], context);
    for (const [{ key, properties }] of claimants) {
      const owner = holders.found.get(properties[property] ?? '');
      if (owner) owners.set(key, owner);
    }
  }
  return owners;
}

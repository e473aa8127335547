import {
  IDENTIFIER_KINDS,
  type IdentifierKind,
  type Identity,
  identityOfAssociate,
  TAKEN_CODES,
} from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { identifiersByProperty, type Step, type WriteContext } from './writeContext.ts';

/**
 * Associates of one batch that claim one identifier are a conflict, not a race: nobody who is new gets through, and each
 * is named with the other. Whoever has a contact already goes on; whether the claim holds there, HubSpot says.
 */
export function separateRivals(contacts: readonly ContactToWrite[], context: WriteContext): Step {
  const settled = new Map<string, WriteVerdict>();
  const identities = contacts.map(({ properties }) => identityOfAssociate(properties, context.mapping));
  for (const kind of IDENTIFIER_KINDS) {
    if (kind === 'number') continue;
    for (const rivals of claimsOf(kind, contacts, identities).values()) {
      for (const { key, hubspotId } of rivals) {
        const rival = rivals.find((other) => other.key !== key);
        if (rival && hubspotId === undefined)
          settled.set(key, conflictBetween(kind, key, rival, settled, context));
      }
    }
  }
  return { settled, rest: contacts.filter(({ key }) => !settled.has(key)) };
}

function claimsOf(
  kind: IdentifierKind,
  contacts: readonly ContactToWrite[],
  identities: readonly Identity[],
): ReadonlyMap<string, readonly ContactToWrite[]> {
  const claims = new Map<string, ContactToWrite[]>();
  contacts.forEach((contact, at) => {
    for (const value of identities[at]?.[kind] ?? []) {
      const claimants = claims.get(value);
      if (claimants) claimants.push(contact);
      else claims.set(value, [contact]);
    }
  });
  return claims;
}

function conflictBetween(
  kind: Exclude<IdentifierKind, 'number'>,
  key: string,
  rival: ContactToWrite,
  settled: ReadonlyMap<string, WriteVerdict>,
  { mapping }: WriteContext,
): WriteVerdict {
  const earlier = settled.get(key);
  if (earlier) return earlier;
  const property = [...identifiersByProperty(mapping)].find(([, held]) => held === kind)?.[0];
  return {
    kind: 'conflict',
    code: TAKEN_CODES[kind],
    properties: property === undefined ? [] : [property],
    rivalKey: rival.key,
    ...(rival.hubspotId === undefined ? {} : { conflictId: rival.hubspotId }),
  };
}

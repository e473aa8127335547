import { IDENTIFIER_KINDS, type IdentifierKind, TAKEN_CODES } from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import { keyLike } from '../foreignText.ts';
import { identifiersByProperty, keyOf, type WriteContext } from './writeContext.ts';

/** The conflict of an associate with the contact that holds its identifier. */
export function takenBy(
  contact: ContactToWrite,
  record: ResultRecord,
  by: readonly IdentifierKind[],
  context: WriteContext,
): Extract<WriteVerdict, { code: string; properties: readonly string[] }> {
  // The email is what HubSpot itself keeps apart, so it is what a person has to look at first.
  const kind = [...IDENTIFIER_KINDS].reverse().find((each) => by.includes(each)) ?? 'email';
  const property = [...identifiersByProperty(context.mapping)].findLast(([, held]) => held === kind)?.[0];
  const rivalKey = keyLike(keyOf(contact, context), record.properties[context.mapping.hubspot.keyProperty]);
  return {
    kind: 'conflict',
    code: TAKEN_CODES[kind],
    properties: property === undefined ? [] : [property],
    conflictId: record.id,
    ...(rivalKey === undefined ? {} : { rivalKey }),
  };
}

/** The conflict of an associate whom several contacts fit, or who shares the only one with another associate. */
export function ambiguous(ids: readonly string[], rivalKey?: string): WriteVerdict {
  return {
    kind: 'conflict',
    code: 'IDENTITY_AMBIGUOUS',
    properties: [],
    conflictId: ids.join(', '),
    ...(rivalKey === undefined ? {} : { rivalKey }),
  };
}

/** Contacts to take over, each by one associate only: where two fit the same one, neither gets it. */
export function claimEach(claims: ReadonlyMap<ContactToWrite, string>): {
  readonly toAdopt: readonly ContactToWrite[];
  readonly settled: ReadonlyMap<string, WriteVerdict>;
} {
  const toAdopt: ContactToWrite[] = [];
  const settled = new Map<string, WriteVerdict>();
  for (const [contact, hubspotId] of claims) {
    const rival = [...claims].find(([other, id]) => id === hubspotId && other.key !== contact.key);
    if (rival) settled.set(contact.key, ambiguous([hubspotId], rival[0].key));
    else toAdopt.push({ ...contact, hubspotId });
  }
  return { toAdopt, settled };
}

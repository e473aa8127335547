import {
  compareIdentity,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  identityOf,
  identityProperties,
  isSamePerson,
  TAKEN_CODES,
} from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/hubspotPorts.ts';
import type { ResultRecord } from '../answers.ts';
import { readRecords, searchRecords } from '../readRecords.ts';
import { identifiersByProperty, identityOfRecord, keyOf, type WriteContext } from './writeContext.ts';

/** What the look-up found: contacts to adopt (with their HubSpot id), conflicts, and who has no contact yet. */
export interface Recognised {
  readonly settled: ReadonlyMap<string, WriteVerdict>;
  readonly toAdopt: readonly ContactToWrite[];
  readonly rest: readonly ContactToWrite[];
}

/**
 * Looks for contacts that were there before us, for associates the ledger does not know (once the portal was adopted, only
 * for those in conflict, so that one is not settled by who happens to hold the email): by email in the store, by number
 * and cédula in the search index. One that fits without contradiction is adopted; more than one, or one that contradicts,
 * is a person's to decide.
 */
export async function recognise(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<Recognised> {
  const isAsked = ({ hubspotId, isInConflict }: ContactToWrite) =>
    hubspotId === undefined && (context.lookUp || isInConflict);
  const unknown = contacts.filter(isAsked);
  const settled = new Map<string, WriteVerdict>();
  const toAdopt: ContactToWrite[] = [];
  const rest = contacts.filter((contact) => !isAsked(contact));
  if (unknown.length === 0) return { settled, toAdopt, rest };
  const candidates = await findCandidates(unknown, context);
  const adopters = new Map<string, ContactToWrite[]>();
  for (const contact of unknown) {
    const found = judgeCandidates(contact, candidates, context);
    if (found.kind === 'none') rest.push(contact);
    else if (found.kind === 'verdict') settled.set(contact.key, found.verdict);
    else adopters.set(found.id, [...(adopters.get(found.id) ?? []), contact]);
  }
  for (const [id, claimants] of adopters) {
    const [only] = claimants;
    if (only && claimants.length === 1) toAdopt.push({ ...only, hubspotId: id });
    else
      for (const { key } of claimants)
        settled.set(key, ambiguous([id], claimants.find((c) => c.key !== key)?.key));
  }
  return { settled, toAdopt, rest };
}

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'adopt'; readonly id: string }
  | { readonly kind: 'verdict'; readonly verdict: WriteVerdict };

function judgeCandidates(
  contact: ContactToWrite,
  candidates: readonly ResultRecord[],
  context: WriteContext,
): Found {
  const ours = identityOf(contact.properties, context.mapping);
  const { keyProperty } = context.mapping.hubspot;
  const fitting = candidates
    .map((record) => ({ record, match: compareIdentity(ours, identityOfRecord(record, context)) }))
    .filter(({ match }) => match.by.length > 0);
  // Whose contact carries our key already is known to HubSpot, if not to the ledger.
  if (fitting.some(({ record }) => record.properties[keyProperty] === keyOf(contact, context)))
    return { kind: 'none' };
  const [first] = fitting;
  if (!first) return { kind: 'none' };
  if (fitting.length > 1)
    return { kind: 'verdict', verdict: ambiguous(fitting.map(({ record }) => record.id)) };
  if (isSamePerson(first.match)) return { kind: 'adopt', id: first.record.id };
  return { kind: 'verdict', verdict: takenBy(first.record, first.match.by, context) };
}

/** The conflict of an associate with the contact that holds its identifier. */
export function takenBy(
  record: ResultRecord,
  by: readonly IdentifierKind[],
  context: WriteContext,
): WriteVerdict {
  // The email is what HubSpot itself keeps apart, so it is what a person has to look at first.
  const kind = [...IDENTIFIER_KINDS].reverse().find((each) => by.includes(each)) ?? 'email';
  const property = [...identifiersByProperty(context.mapping)].findLast(([, held]) => held === kind)?.[0];
  const rivalKey = record.properties[context.mapping.hubspot.keyProperty] ?? '';
  return {
    kind: 'conflict',
    code: TAKEN_CODES[kind],
    properties: property === undefined ? [] : [property],
    conflictId: record.id,
    ...(rivalKey === '' ? {} : { rivalKey }),
  };
}

function ambiguous(ids: readonly string[], rivalKey?: string): WriteVerdict {
  return {
    kind: 'conflict',
    code: 'IDENTITY_AMBIGUOUS',
    properties: [],
    conflictId: ids.join(', '),
    ...(rivalKey === undefined ? {} : { rivalKey }),
  };
}

/** Every contact that shares an identifier with one of these associates, each once. */
async function findCandidates(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<readonly ResultRecord[]> {
  const wanted = identityProperties(context.mapping);
  const identities = contacts.map(({ properties }) => identityOf(properties, context.mapping));
  const values = (kind: IdentifierKind) => identities.flatMap((identity) => identity[kind]);
  const records: ResultRecord[] = [];
  for (const [property, kind] of identifiersByProperty(context.mapping)) {
    if (kind === 'email') records.push(...(await readRecords(values(kind), property, wanted, context)));
    else if (property !== context.mapping.hubspot.keyProperty || kind !== 'number') {
      const spellings = kind === 'cedula' ? values(kind).flatMap(spellingsOf) : values(kind);
      records.push(...(await searchRecords(property, spellings, wanted, context)));
    } else
      records.push(
        ...(await readRecords(
          contacts.map((one) => keyOf(one, context)),
          property,
          wanted,
          context,
        )),
      );
  }
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

/** A cédula física as people write it: bare, with dashes, with Hacienda's leading 0. Search compares text only. */
function spellingsOf(cedula: string): readonly string[] {
  const [, partido, tomo, asiento] = /^(\d)(\d{4})(\d{4})$/.exec(cedula) ?? [];
  return partido === undefined ? [cedula] : [cedula, `${partido}-${tomo}-${asiento}`, `0${cedula}`];
}

import {
  compareIdentity,
  type IdentifierKind,
  type Identity,
  identityOfAssociate,
  identityProperties,
  isSamePerson,
} from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import { asCompared } from '../asCompared.ts';
import { readRecords } from '../readRecords.ts';
import { searchRecords } from '../searchRecords.ts';
import { ambiguous, claimEach, takenBy } from './takenBy.ts';
import { identifiersByProperty, identityOfRecord, keyOf, type WriteContext } from './writeContext.ts';

/** What the look-up found: contacts to adopt (with their HubSpot id), conflicts, and who is to be written by key. */
export interface Recognised {
  readonly settled: ReadonlyMap<string, WriteVerdict>;
  readonly toAdopt: readonly ContactToWrite[];
  readonly rest: readonly ContactToWrite[];
}

/**
 * Looks for contacts that were there before us, for the associates that ask for it: by email in the store, by number and
 * cédula in the search index. One that fits without contradiction is adopted; more than one, or one that contradicts, is a
 * person's to decide. Whom `update` would find no contact of is settled here: asking again costs no write.
 */
export async function recognise(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<Recognised> {
  const unknown = contacts.filter(({ lookUp }) => lookUp);
  const rest = contacts.filter(({ lookUp }) => !lookUp);
  if (unknown.length === 0) return { settled: new Map(), toAdopt: [], rest };
  const candidates = await findCandidates(unknown, context);
  const settled = new Map<string, WriteVerdict>();
  const claims = new Map<ContactToWrite, string>();
  for (const contact of unknown) {
    const found = judgeCandidates(contact, candidates, context);
    if (found.kind === 'verdict') settled.set(contact.key, found.verdict);
    else if (found.kind === 'adopt') claims.set(contact, found.id);
    else if (found.kind === 'none' && context.operation === 'update')
      settled.set(contact.key, { kind: 'absent' });
    else rest.push(contact);
  }
  const claimed = claimEach(claims);
  return { settled: new Map([...settled, ...claimed.settled]), toAdopt: claimed.toAdopt, rest };
}

interface Candidate {
  readonly record: ResultRecord;
  readonly identity: Identity;
}

type Found =
  /** Nobody. */
  | { readonly kind: 'none' }
  /** A contact that carries the key. */
  | { readonly kind: 'known' }
  | { readonly kind: 'adopt'; readonly id: string }
  | { readonly kind: 'verdict'; readonly verdict: WriteVerdict };

function judgeCandidates(
  contact: ContactToWrite,
  candidates: readonly Candidate[],
  context: WriteContext,
): Found {
  const ours = identityOfAssociate(contact.properties, context.mapping);
  const { keyProperty } = context.mapping.hubspot;
  const key = asCompared(keyOf(contact, context));
  // Whose contact carries our key already is known to HubSpot, if not to the ledger.
  const carrying = candidates.filter(
    ({ record }) => asCompared(record.properties[keyProperty] ?? '') === key,
  );
  if (carrying.some(({ record }) => record.properties[keyProperty] === keyOf(contact, context)))
    return { kind: 'known' };
  const [respelt] = carrying;
  if (respelt) return { kind: 'adopt', id: respelt.record.id };
  const fitting = candidates
    .map(({ record, identity }) => ({ record, match: compareIdentity(ours, identity) }))
    .filter(({ match }) => match.by.length > 0);
  const [first] = fitting;
  if (!first) return { kind: 'none' };
  if (fitting.length > 1)
    return { kind: 'verdict', verdict: ambiguous(fitting.map(({ record }) => record.id)) };
  if (isSamePerson(first.match)) return { kind: 'adopt', id: first.record.id };
  return { kind: 'verdict', verdict: takenBy(contact, first.record, first.match.by, context) };
}

/** Every contact that shares an identifier with one of these associates, each once. */
async function findCandidates(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<readonly Candidate[]> {
  const wanted = identityProperties(context.mapping);
  const identities = contacts.map(({ properties }) => identityOfAssociate(properties, context.mapping));
  const values = (kind: IdentifierKind) => identities.flatMap((identity) => identity[kind]);
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.map((contact) => keyOf(contact, context));
  const read = async (ids: readonly string[], property: string) =>
    (await readRecords(ids, property, wanted, context)).found.values();
  const records = [...(await read(keys, keyProperty))];
  for (const [property, kind] of identifiersByProperty(context.mapping)) {
    if (property === keyProperty) continue;
    const spellings = kind === 'cedula' ? values(kind).flatMap(spellingsOf) : values(kind);
    const found =
      kind === 'email'
        ? await read(spellings, property)
        : await searchRecords(property, spellings, wanted, context);
    records.push(...found);
  }
  const byId = new Map(records.map((record) => [record.id, record]));
  return [...byId.values()].map((record) => ({ record, identity: identityOfRecord(record, context) }));
}

/** A cédula física as people write it: bare, with dashes, with Hacienda's leading 0. Search compares text only. */
function spellingsOf(cedula: string): readonly string[] {
  const [, partido, tomo, asiento] = /^(\d)(\d{4})(\d{4})$/.exec(cedula) ?? [];
  return partido === undefined ? [cedula] : [cedula, `${partido}-${tomo}-${asiento}`, `0${cedula}`];
}

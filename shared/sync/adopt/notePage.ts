import {
  compareIdentity,
  type Identity,
  identityOf,
  identityOfAssociate,
  isSamePerson,
} from '../../contacts/identity.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { mapRow } from '../../contacts/mapRow.ts';
import type { AdoptionNote } from '../ports/adoptionNotes.ts';
import type { PortalContact } from '../ports/portalScan.ts';
import type { RowReader } from '../ports/rowReader.ts';
import type { AdoptionCounts } from './adoptionState.ts';
import type { AssociateIndex } from './associateIndex.ts';

const KEYS_PER_READ = 100;

/** Compares a page of the portal with the associates it may belong to, as their rows are now. */
export async function notePage(
  contacts: readonly PortalContact[],
  index: AssociateIndex,
  rows: RowReader,
  mapping: Mapping,
): Promise<{ notes: readonly AdoptionNote[]; counts: Partial<AdoptionCounts> }> {
  const { keyProperty } = mapping.hubspot;
  const unkeyed = contacts.filter(({ properties }) => (properties[keyProperty] ?? '') === '');
  const asked = unkeyed.map((contact) => ({ contact, identity: identityOf(contact.properties, mapping) }));
  const candidates = asked.map(({ identity }) => index.find(identity));
  const associates = await readIdentities([...new Set(candidates.flat())], rows, mapping);
  const notes: AdoptionNote[] = [];
  let withoutPartner = 0;
  asked.forEach(({ contact, identity }, at) => {
    const partners = (candidates[at] ?? []).flatMap((key) => {
      const associate = associates.get(key);
      const match = associate && compareIdentity(associate, identity);
      return match && match.by.length > 0 ? [{ key, match }] : [];
    });
    if (partners.length === 0) withoutPartner++;
    for (const { key, match } of partners) {
      const alone = isSamePerson(match) ? 'fits' : 'contradicts';
      const verdict = partners.length > 1 ? 'shared' : alone;
      notes.push({ key, hubspotId: contact.hubspotId, verdict, by: match.by });
    }
  });
  const keyed = contacts.length - unkeyed.length;
  return { notes, counts: { contacts: contacts.length, keyed, withoutPartner } };
}

async function readIdentities(keys: readonly string[], rows: RowReader, mapping: Mapping) {
  const identities = new Map<string, Identity>();
  for (let start = 0; start < keys.length; start += KEYS_PER_READ) {
    for (const [key, row] of await rows.read(keys.slice(start, start + KEYS_PER_READ))) {
      identities.set(key, identityOfAssociate(mapRow(row.values, mapping).properties, mapping));
    }
  }
  return identities;
}

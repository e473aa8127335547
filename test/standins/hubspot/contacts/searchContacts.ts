import { badRequest, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import type { Contact } from './contact.ts';
import { propertyValue, readByDefault } from './derivedProperties.ts';
import { type SearchFilter, type SearchRequest, searchRequest } from './inputs.ts';
import { renderRead } from './renderContact.ts';

/** Search guide: a query reaches at most this many results. */
const mostResults = 10_000;

type Matches = (contact: Contact) => boolean;

/** POST /search: groups are alternatives, the filters of a group all hold. Sorted by record id. */
export function searchContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = searchRequest.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { filterGroups, properties, limit, after } = parsed.data;
  const unknown = filterGroups
    .flatMap(({ filters }) => filters)
    .find(({ propertyName }) => portal.catalogue.find(propertyName) === undefined);
  if (unknown !== undefined) {
    return badRequest(portal.texts.propertyUnknown(unknown.propertyName));
  }
  if (after + limit > mostResults) {
    return badRequest(`A search reaches at most ${mostResults} results`);
  }
  const groups = filterGroups.map(({ filters }) => filters.map((filter) => matcher(portal, filter)));
  const matches = candidates(portal, parsed.data)
    .filter(
      (contact) => groups.length === 0 || groups.some((group) => group.every((match) => match(contact))),
    )
    .sort((left, right) => Number(left.id) - Number(right.id));
  const asked = properties.length > 0 ? properties : readByDefault;
  const shown = matches.slice(after, after + limit);
  return json(200, {
    total: matches.length,
    results: shown.map((contact) => renderRead(portal, contact, asked)),
    ...(after + limit < matches.length ? { paging: { next: { after: String(after + limit) } } } : {}),
  });
}

/** At least the contacts that can match: by value where every group asks for values, else all. */
function candidates(portal: Portal, { filterGroups }: SearchRequest): Contact[] {
  const byValue = filterGroups.map(({ filters }) =>
    filters.find(({ operator }) => operator === 'EQ' || operator === 'IN'),
  );
  if (byValue.length === 0 || byValue.includes(undefined)) {
    return portal.searchIndex.visible();
  }
  const found = byValue.flatMap((filter) =>
    filter === undefined ? [] : portal.searchIndex.withValue(filter.propertyName, wantedValues(filter)),
  );
  return [...new Set(found)];
}

function wantedValues({ operator, value, values }: SearchFilter): readonly string[] {
  return operator === 'IN' ? (values ?? []) : value === undefined ? [] : [value];
}

/**
 * Enumerations compare exactly, other values without regard to case; IN wants its values in lowercase for
 * strings, so one that is not matches nothing.
 */
function matcher(portal: Portal, filter: SearchFilter): Matches {
  const { propertyName, operator } = filter;
  const exact = portal.catalogue.find(propertyName)?.type === 'enumeration';
  const fold = (text: string): string => (exact ? text : text.toLowerCase());
  const read = (contact: Contact): string | null => propertyValue(contact, propertyName);
  if (operator === 'HAS_PROPERTY') {
    return (contact) => read(contact) !== null;
  }
  const asked = wantedValues(filter);
  const wanted = new Set(operator === 'IN' ? asked : asked.map(fold));
  return (contact) => {
    const held = read(contact);
    return held !== null && wanted.has(fold(held));
  };
}

import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { SECONDARY_EMAILS } from '../contacts/identity.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { batchAnswerSchema, judgeAnswer, type ResultRecord } from './answers.ts';
import { type HubSpotAnswer, type HubSpotClient, MAX_BATCH } from './client.ts';
import { inParts } from './inParts.ts';

interface Reading {
  readonly client: HubSpotClient;
  readonly backoff: BackoffOptions;
}

/** As often is asked for whom an answer neither shows nor calls missing. */
const ASKED_AT_MOST = 3;

/**
 * The contacts of these ids (values of `idProperty`, or HubSpot ids where it is undefined), 100 a call; those that do not
 * exist are not in the answer. Reads the store, not the search index, so that a write is seen at once. HubSpot names who it
 * did not find, but for the ids of merged contacts: whom it passes over is asked for again.
 */
export async function readRecords(
  ids: readonly string[],
  idProperty: string | undefined,
  properties: readonly string[],
  { client, backoff }: Reading,
): Promise<readonly ResultRecord[]> {
  const identifying = idProperty === undefined ? [] : [idProperty, SECONDARY_EMAILS];
  const wanted = [...new Set([...properties, ...identifying])];
  const records: ResultRecord[] = [];
  for (const part of inParts([...new Set(ids)], MAX_BATCH)) {
    let open = part;
    for (let asked = 0; asked < ASKED_AT_MOST && open.length > 0; asked++) {
      const answer = await accepted(`look up contacts by ${idProperty ?? 'id'}`, backoff, () =>
        client.readContacts(open, idProperty, wanted),
      );
      const { results, errors } = batchAnswerSchema.parse(answer.body);
      records.push(...results);
      // Where all ids are of merged contacts, HubSpot says nothing either.
      const isSilent = results.length === 0 && errors.length === 0;
      if (isSilent && idProperty !== undefined) throw saysNothing('look-up');
      const named = new Set([
        ...errors.flatMap(({ context }) => context['ids'] ?? []).map(asCompared),
        ...results.flatMap((record) => valuesHeld(record, idProperty)),
      ]);
      open = open.filter((id) => !named.has(asCompared(id)));
    }
  }
  return records;
}

/** The values by which a contact answers to `property`, or to its id: secondary emails too. */
function valuesHeld({ id, properties }: ResultRecord, property: string | undefined): readonly string[] {
  if (property === undefined) return [id];
  const secondary = property === 'email' ? (properties[SECONDARY_EMAILS] ?? '').split(';') : [];
  return [properties[property] ?? '', ...secondary].map(asCompared);
}

/** As HubSpot compares identifiers. */
export function asCompared(value: string): string {
  return value.trim().toLowerCase();
}

/**
 * All contacts whose `property` has one of the values, 100 values a search. The index trails the store by seconds and
 * knows text in lower case only.
 */
export async function searchRecords(
  property: string,
  values: readonly string[],
  properties: readonly string[],
  { client, backoff }: Reading,
): Promise<readonly ResultRecord[]> {
  const records: ResultRecord[] = [];
  let announced = 0;
  for (const part of inParts([...new Set(values.map((value) => value.toLowerCase()))], MAX_BATCH)) {
    let after: string | undefined;
    do {
      const page = after;
      const answer = await accepted(`search contacts by ${property}`, backoff, () =>
        client.searchContacts(property, part, properties, page),
      );
      const { results, paging, total } = batchAnswerSchema.parse(answer.body);
      if (total === undefined) throw saysNothing('search');
      records.push(...results);
      if (page === undefined) announced += total;
      after = paging?.next.after;
    } while (after !== undefined);
  }
  if (records.length < announced) throw saysNothing('search');
  return records;
}

function saysNothing(what: string): RetryLater {
  return new RetryLater('HUBSPOT_UNACCOUNTED', `HubSpot answered a ${what} without saying what it found.`);
}

async function accepted(
  what: string,
  backoff: BackoffOptions,
  call: () => Promise<HubSpotAnswer>,
): Promise<HubSpotAnswer> {
  return withBackoff(async () => {
    const answer = await call();
    if (judgeAnswer(answer) === 'accepted') return answer;
    const advice = 'Check the properties of the mapping file; a key has to have unique values.';
    throw new StopAndAlert('HUBSPOT_REFUSED', `HubSpot refused to ${what}. ${advice}`);
  }, backoff);
}

import type { BackoffOptions } from '../backoff.ts';
import { SECONDARY_EMAILS } from '../contacts/identity.ts';
import { RetryLater } from '../errors.ts';
import { batchAnswerSchema, type ResultRecord } from './answers.ts';
import { asCompared } from './asCompared.ts';
import { askApart } from './askApart.ts';
import { askOnce, refuseQuestion } from './askOnce.ts';
import { type HubSpotAnswer, type HubSpotClient, MAX_BATCH } from './client.ts';
import { inParts } from './inParts.ts';
import { saysMissing } from './refusals/readRefusal.ts';
import type { Refusal } from './refusals/refusal.ts';
import { namesMissing } from './refusals/whomItNames.ts';

export interface Reading {
  readonly client: HubSpotClient;
  readonly backoff: BackoffOptions;
}

export interface RecordsRead {
  /** By the value that was asked for, as it was given. Who does not exist is not there. */
  readonly found: ReadonlyMap<string, ResultRecord>;
  /** Values that HubSpot refuses to look for: of them nothing is known. */
  readonly refused: ReadonlySet<string>;
}

/** As often is asked for whom an answer neither shows nor calls missing. */
const ASKED_AT_MOST = 3;
/** HubSpot's list of the contacts that were merged into one, separated by semicolons. */
const ABSORBED_IDS = 'hs_merged_object_ids';
/** What any account lets one ask for, whether it is there or not. */
const HARMLESS = { email: 'nobody@example.com', other: '1' } as const;

/**
 * The contacts of these ids (values of `idProperty`, or HubSpot ids where it is undefined), 100 a call. Reads the store, not the
 * search index, so that a write is seen at once. A contact that was merged away is answered by its survivor. HubSpot names
 * who it did not find: whom it passes over is asked for again. A call that it refuses is taken apart, as writes are.
 *
 * @throws StopAndAlert when it refuses to be asked by this property at all.
 */
export async function readRecords(
  ids: readonly string[],
  idProperty: string | undefined,
  properties: readonly string[],
  reading: Reading,
): Promise<RecordsRead> {
  const identifying = idProperty === undefined ? [ABSORBED_IDS] : [idProperty, SECONDARY_EMAILS];
  const wanted = [...new Set([...properties, ...identifying])];
  const found = new Map<string, ResultRecord>();
  const refused = new Set<string>();
  const ask = (part: readonly string[]) => reading.client.readContacts(part, idProperty, wanted);
  const what = `look up contacts by ${idProperty ?? 'id'}`;
  for (const part of inParts([...new Set(ids)], MAX_BATCH)) {
    const guilty = await askApart(
      part,
      (some) => readSome(some, idProperty, ask, reading, found),
      () =>
        refuseQuestion(what, () => ask([idProperty === 'email' ? HARMLESS.email : HARMLESS.other]), reading),
    );
    for (const [id, refusal] of guilty) if (!saysMissing(refusal)) refused.add(id);
  }
  return { found, refused };
}

/** One question, repeated for whom the answer passes over. What is found goes into `found`. */
async function readSome(
  ids: readonly string[],
  idProperty: string | undefined,
  ask: (ids: readonly string[]) => Promise<HubSpotAnswer>,
  reading: Reading,
  found: Map<string, ResultRecord>,
): Promise<Refusal | undefined> {
  let open = ids;
  for (let asked = 0; asked < ASKED_AT_MOST && open.length > 0; ) {
    const some = open;
    const { answer, refusal } = await askOnce(() => ask(some), reading);
    if (refusal) {
      // Whom it calls missing in a refusal of the whole call is missing; the others are asked for again.
      open = open.filter((id) => !namesMissing(refusal, { id, idProperty }));
      if (open.length === some.length) return refusal;
      continue;
    }
    asked++;
    const { results, errors } = batchAnswerSchema.parse(answer.body);
    // Where all ids are of merged contacts, HubSpot may say nothing either.
    const isSilent = results.length === 0 && errors.length === 0;
    if (isSilent && idProperty !== undefined) throw saysNothing('look-up');
    const missing = new Set(errors.flatMap(({ context }) => context['ids'] ?? []).map(asCompared));
    const held = new Map(
      results.flatMap((record) => valuesHeld(record, idProperty).map((value) => [value, record] as const)),
    );
    // Whoever is asked for alone is who is answered.
    const [only] = results.length === 1 && open.length === 1 ? results : [];
    for (const id of open) {
      const record = held.get(asCompared(id)) ?? only;
      if (record) found.set(id, record);
    }
    open = open.filter((id) => !found.has(id) && !missing.has(asCompared(id)));
  }
  return undefined;
}

/** The values by which a contact answers to `property`, or to its id: secondary emails and absorbed ids too. */
function valuesHeld({ id, properties }: ResultRecord, property: string | undefined): readonly string[] {
  if (property === undefined) return [id, ...(properties[ABSORBED_IDS] ?? '').split(';')];
  const secondary = property === 'email' ? (properties[SECONDARY_EMAILS] ?? '').split(';') : [];
  return [properties[property] ?? '', ...secondary].map(asCompared);
}

/** An answer that says nothing of what was asked. */
export function saysNothing(what: string): RetryLater {
  return new RetryLater('HUBSPOT_UNACCOUNTED', `HubSpot answered a ${what} without saying what it found.`);
}

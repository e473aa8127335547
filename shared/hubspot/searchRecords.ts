import { batchAnswerSchema, type ResultRecord } from './answers.ts';
import { askApart } from './askApart.ts';
import { askOnce, refuseQuestion } from './askOnce.ts';
import { MAX_BATCH } from './client.ts';
import { inParts } from './inParts.ts';
import { type Reading, saysNothing } from './readRecords.ts';
import type { Refusal } from './refusals/refusal.ts';

/**
 * All contacts whose `property` has one of the values, 100 values a search. The index trails the store by seconds and
 * knows text in lower case only. A search that HubSpot refuses is taken apart; a value that it refuses alone finds nobody.
 *
 * @throws StopAndAlert when it refuses to search by this property at all.
 */
export async function searchRecords(
  property: string,
  values: readonly string[],
  properties: readonly string[],
  reading: Reading,
): Promise<readonly ResultRecord[]> {
  const records: ResultRecord[] = [];
  const ask = (some: readonly string[], after?: string) =>
    reading.client.searchContacts(property, some, properties, after);
  for (const part of inParts([...new Set(values.map((value) => value.toLowerCase()))], MAX_BATCH)) {
    await askApart(
      part,
      (some) => searchSome((after) => ask(some, after), reading, records),
      () => refuseQuestion(`search contacts by ${property}`, () => ask(['1']), reading),
    );
  }
  return records;
}

/** All pages of one search. */
async function searchSome(
  ask: (after: string | undefined) => ReturnType<Reading['client']['searchContacts']>,
  reading: Reading,
  records: ResultRecord[],
): Promise<Refusal | undefined> {
  const found: ResultRecord[] = [];
  let announced: number | undefined;
  let after: string | undefined;
  do {
    const page = after;
    const { answer, refusal } = await askOnce(() => ask(page), reading);
    if (refusal) return refusal;
    const { results, paging, total } = batchAnswerSchema.parse(answer.body);
    if (total === undefined) throw saysNothing('search');
    found.push(...results);
    announced ??= total;
    after = paging?.next.after;
  } while (after !== undefined);
  if (found.length < announced) throw saysNothing('search');
  records.push(...found);
  return undefined;
}

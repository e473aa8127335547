import { StopAndAlert } from '../errors.ts';
import type { BatchRow, RowAnswer } from './batchRow.ts';
import { judgeCalls } from './judgeCalls.ts';
import { isNameless, readRefusal } from './refusals/readRefusal.ts';
import { NO_REASON, type Refusal, type RefusedInput } from './refusals/refusal.ts';
import { idsIn, whomItNames } from './refusals/whomItNames.ts';
import { type SendContext, type Sent, sendRows } from './sendRows.ts';

/** What looking a row up in HubSpot tells of it. */
export interface LookedUp {
  /** Who holds what it claims, or that there is no contact to update: it need not be sent. */
  readonly answer?: RefusedInput;
  /** Its own contact, by which it can be updated. */
  readonly hubspotId?: string;
}

export interface BatchContext extends Omit<SendContext, 'judge'> {
  /** Looks up in HubSpot what rows claim, by name: a few reads for a hundred of them. */
  readonly lookUp: (rows: readonly BatchRow[]) => Promise<ReadonlyMap<string, LookedUp>>;
}

/**
 * Writes at most 100 rows in one call and answers for each row that HubSpot named; a row that is not in the answer is not
 * accounted for. A call that HubSpot refuses as a whole is taken apart until only the guilty rows are refused: first by what
 * the refusal says, in any of its wordings, then by looking up what the rows claim, then by splitting.
 *
 * @throws RetryLater or StopAndAlert as `judgeCalls`, after the tries of `backoff`; StopAndAlert also when HubSpot
 * refuses one row after the other, takes none, and names nothing that is wrong: then it is the call, not the rows.
 */
export async function writeBatch(
  rows: readonly BatchRow[],
  context: BatchContext,
): Promise<Map<string, RowAnswer>> {
  const { client, operation } = context;
  const judge = judgeCalls(() => {
    if (operation === 'upsert') return client.upsertContacts([]);
    return operation === 'update' ? client.updateContacts([]) : client.createContacts([]);
  });
  const search = { refusedAlone: 0, hasAccepted: false, refusals: 0, hasLookedUp: false };
  return sendOrTakeApart(rows, { ...context, judge }, search);
}

type Context = BatchContext & SendContext;

/** What is known of a batch while it is taken apart. */
interface Search {
  /** Single rows refused without a reason that names a property. */
  refusedAlone: number;
  /** HubSpot took a part of the batch: so it takes such calls. */
  hasAccepted: boolean;
  /** Calls of several rows that were refused as a whole. */
  refusals: number;
  hasLookedUp: boolean;
}

/** As many strangers in a row are not all guilty. */
const MOST_REFUSED_ALONE = 8;

async function sendOrTakeApart(
  rows: readonly BatchRow[],
  context: Context,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  if (rows.length === 0) return new Map();
  return answersOf(rows, await send(rows, context, search), context, search);
}

async function send(rows: readonly BatchRow[], context: Context, search: Search): Promise<Sent> {
  const sent = await sendRows(rows, context);
  if (sent.kind === 'accepted') search.hasAccepted = true;
  return sent;
}

async function answersOf(
  rows: readonly BatchRow[],
  sent: Sent,
  context: Context,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  if (sent.kind === 'accepted') return sent.answers;
  const [only] = rows;
  return only && rows.length === 1
    ? new Map([[only.name, refusedAlone(sent.refusal, context, search)]])
    : takeApart(rows, sent.refusal, context, search);
}

function refusedAlone(refusal: Refusal, { operation, known }: Context, search: Search): RowAnswer {
  const read = readRefusal(refusal, known);
  // Only an update can miss a contact; to whatever else it is said, it is no reason.
  const isReason = read.kind !== 'missing' || operation === 'update';
  const answer: RefusedInput = isReason ? read : { ...read, kind: 'refused', code: NO_REASON };
  if (isNameless(answer, known)) search.refusedAlone++;
  if (!search.hasAccepted && search.refusedAlone >= MOST_REFUSED_ALONE) throw refusesEverything(operation);
  return answer;
}

async function takeApart(
  rows: readonly BatchRow[],
  refusal: Refusal,
  context: Context,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  search.refusals++;
  const named = whomItNames(refusal, rows, context.known);
  const listed = named.size > 0 ? new Set<string>() : idsIn(refusal, rows);
  const apart = listed.size === rows.length ? new Set<string>() : listed;
  const others = rows.filter(({ name }) => !named.has(name) && !apart.has(name));
  const isNobodyNamed = named.size === 0 && apart.size === 0;
  // It names one at a time: who else claims what is taken, a few reads tell of all of them.
  const namesAnother = search.refusals > 1 && [...named.values()].some(({ kind }) => kind === 'conflict');
  const seen =
    !search.hasLookedUp && (isNobodyNamed || namesAnother)
      ? await lookUp(others, refusal, context, search)
      : { answers: new Map<string, RowAnswer>(), rest: others };
  if (isNobodyNamed && seen.rest === others) return splitAndSend(rows, context, search);
  const answers = new Map<string, RowAnswer>([...named, ...seen.answers]);
  for (const [name, answer] of await sendOrTakeApart(seen.rest, context, search)) answers.set(name, answer);
  // HubSpot named these for being in one call: one by one they may pass.
  for (const row of rows.filter(({ name }) => apart.has(name))) {
    for (const [name, answer] of await sendOrTakeApart([row], context, search)) answers.set(name, answer);
  }
  return answers;
}

/**
 * What looking the rows up settles, and those that are left: by HubSpot id where their contact was found, which HubSpot takes
 * whatever it has against the key. `rest` is `rows` itself where nothing came of it.
 */
async function lookUp(
  rows: readonly BatchRow[],
  { correlationId }: Refusal,
  context: Context,
  search: Search,
): Promise<{ readonly answers: ReadonlyMap<string, RowAnswer>; readonly rest: readonly BatchRow[] }> {
  search.hasLookedUp = true;
  const found = await context.lookUp(rows);
  const answers = new Map<string, RowAnswer>();
  for (const [name, { answer }] of found) if (answer) answers.set(name, { ...answer, correlationId });
  const rest = rows
    .filter(({ name }) => !answers.has(name))
    .map((row) => {
      const id = found.get(row.name)?.hubspotId;
      return id === undefined || id === row.id ? row : { ...row, id, idProperty: undefined };
    });
  const isSame = rest.length === rows.length && rest.every((row, at) => row === rows[at]);
  return { answers, rest: isSame ? rows : rest };
}

/**
 * Splits rows of which one at least is guilty at the golden section: when the smaller part is accepted, the guilty row is
 * in the larger, which needs no call to prove it. One bad row in a hundred then costs at most 11 calls, below
 * 2·log2(100) = 13.3; halving may cost 14. When the smaller part is refused, the larger goes first: what it takes of that shows
 * that the call as such is sound.
 */
async function splitAndSend(
  rows: readonly BatchRow[],
  context: Context,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  const cut = Math.max(1, Math.round(rows.length * 0.382));
  const [small, large] = [rows.slice(0, cut), rows.slice(cut)];
  const ofSmall = await send(small, context, search);
  if (ofSmall.kind === 'refused') {
    const ofLarge = await sendOrTakeApart(large, context, search);
    return new Map([...(await answersOf(small, ofSmall, context, search)), ...ofLarge]);
  }
  const ofLarge =
    large.length > 1
      ? await splitAndSend(large, context, search)
      : await sendOrTakeApart(large, context, search);
  return new Map([...ofSmall.answers, ...ofLarge]);
}

function refusesEverything(operation: string): StopAndAlert {
  const advice = 'Check hubspot.keyProperty: it has to be a property with unique values.';
  return new StopAndAlert(
    'HUBSPOT_REFUSES_ALL',
    `HubSpot refuses every ${operation} and names no row. ${advice}`,
  );
}

import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { asCompared } from '../asCompared.ts';
import type { BatchRow } from '../batchRow.ts';
import { isNameless } from '../refusals/readRefusal.ts';
import { type LookedUp, writeBatch } from '../writeBatch.ts';
import { foretell } from './foretell.ts';
import { leaveOwned } from './leaveOwned.ts';
import { lookUpClaims } from './lookUpClaims.ts';
import { readBack } from './readBack.ts';
import { type Operation, type Sending, toRow, toVerdict } from './sending.ts';
import { showWatch } from './showWatch.ts';
import type { Address, WriteContext } from './writeContext.ts';

/** One more call for rows that HubSpot neither named nor holds; then they are in doubt. */
const ROUNDS = 2;

/**
 * Sends contacts and answers for every one of them. Rows that an answer does not name are read back: only what HubSpot
 * then holds counts as written; the others are sent once more, and what is still missing is `unknown`. Before a refusal
 * without a reason is called one, what its row claims is looked up. In a dry run it is foretold what that would come to.
 */
export async function sendBatch(
  contacts: readonly ContactToWrite[],
  operation: Operation,
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const lookUp = lookingUpOnce(contacts, operation, address, context);
  const sending = { operation, address, context, lookUp };
  const verdicts = new Map<string, WriteVerdict>(contacts.map(({ key }) => [key, { kind: 'unknown' }]));
  const settle = (settled: ReadonlyMap<string, WriteVerdict>) => {
    for (const [key, verdict] of settled) verdicts.set(key, verdict);
    open = open.filter(({ key }) => verdicts.get(key)?.kind === 'unknown');
  };
  let open = await leaveOwned(contacts, address, context);
  if (context.watch) await showWatch(open, address, context.watch, context);
  if (context.watch?.dryRun) return foretell(open, operation, address, context);
  let suspects: ReadonlySet<string> = new Set();
  for (let round = 1; round <= ROUNDS && open.length > 0; round++) {
    const sent = await sendRound(open, suspects, sending);
    settle(sent.verdicts);
    settle(await readBack(open, sending));
    suspects = sent.suspects;
    // An error that named nobody may be theirs: who holds what they claim settles some of them without another call.
    const isSuspect = ({ key }: ContactToWrite) => sent.suspects.has(key);
    settle(await claimsOf(open.filter(isSuspect), verdicts, sending));
  }
  const isUnexplained = ({ key }: ContactToWrite) => isWithoutReason(verdicts.get(key), context);
  settle(await claimsOf(contacts.filter(isUnexplained), verdicts, sending));
  return verdicts;
}

/** Looks each row up once at most, in as few calls as the rows that are asked for together. */
function lookingUpOnce(
  contacts: readonly ContactToWrite[],
  operation: Operation,
  address: Address,
  context: WriteContext,
): Sending['lookUp'] {
  const byName = new Map(contacts.map((contact) => [contact.key, contact]));
  const known = new Map<string, LookedUp>();
  return async (rows) => {
    const fresh = rows.filter(({ name }) => !known.has(name));
    for (const [name, found] of await lookUpClaims(fresh, byName, operation, address, context))
      known.set(name, found);
    return new Map(rows.flatMap(({ name }) => [[name, known.get(name) ?? {}] as const]));
  };
}

/** One pass over the open rows. `suspects`: whom an error may be about that named nobody. */
async function sendRound(
  open: readonly ContactToWrite[],
  alone: ReadonlySet<string>,
  sending: Sending,
): Promise<{ readonly verdicts: ReadonlyMap<string, WriteVerdict>; readonly suspects: ReadonlySet<string> }> {
  const { operation, address, context, lookUp } = sending;
  const verdicts = new Map<string, WriteVerdict>();
  const suspects = new Set<string>();
  const rows = open.map((contact) => toRow(contact, address, context));
  for (const call of inSeparateCalls(rows, alone)) {
    for (const [key, answer] of await writeBatch(call, { ...context, operation, lookUp })) {
      if (answer.kind === 'open') suspects.add(key);
      else verdicts.set(key, toVerdict(answer, operation, address));
    }
  }
  return { verdicts, suspects };
}

/** Rows whose refusal is explained by who holds what they claim. */
async function claimsOf(
  contacts: readonly ContactToWrite[],
  before: ReadonlyMap<string, WriteVerdict>,
  { operation, address, context, lookUp }: Sending,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (contacts.length === 0) return new Map();
  const found = await lookUp(contacts.map((contact) => toRow(contact, address, context)));
  return new Map(
    [...found].flatMap(([name, { answer }]) => {
      const refused = before.get(name);
      const call = refused?.kind === 'refused' ? { correlationId: refused.correlationId } : {};
      return answer ? [[name, toVerdict({ ...answer, ...call }, operation, address)] as const] : [];
    }),
  );
}

function isWithoutReason(verdict: WriteVerdict | undefined, { known }: WriteContext): boolean {
  return verdict?.kind === 'refused' && isNameless({ ...verdict, kind: 'refused' }, known);
}

/**
 * Two inputs that HubSpot may take for one record sink the whole call, so they never share one. A row in `alone` has a call for
 * itself: then an error that names nobody is its own.
 */
function inSeparateCalls(
  rows: readonly BatchRow[],
  alone: ReadonlySet<string>,
): readonly (readonly BatchRow[])[] {
  const calls: { readonly ids: Set<string>; readonly rows: BatchRow[] }[] = [];
  for (const row of rows.filter(({ name }) => !alone.has(name))) {
    const id = asCompared(row.id);
    const call = calls.find(({ ids }) => !ids.has(id));
    if (call) {
      call.ids.add(id);
      call.rows.push(row);
    } else calls.push({ ids: new Set([id]), rows: [row] });
  }
  const ofOne = rows.filter(({ name }) => alone.has(name)).map((row) => [row]);
  return [...calls.map((call) => call.rows), ...ofOne];
}

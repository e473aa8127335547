import { SECONDARY_EMAILS } from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import { asCompared, readRecords } from '../readRecords.ts';
import { SCHEMA_CODES } from '../refusals.ts';
import { type BatchRow, type RowAnswer, writeBatch } from '../writeBatch.ts';
import { leaveOwned } from './leaveOwned.ts';
import { type Address, idOf, isHeld, valuesOf, type WriteContext } from './writeContext.ts';

/** One more call for rows that HubSpot neither named nor holds; then they are in doubt. */
const ROUNDS = 2;

/**
 * Sends contacts and answers for every one of them. Rows that an answer does not name are read back: only what HubSpot
 * then holds counts as written; the others are sent once more, and what is still missing is `unknown`.
 */
export async function sendBatch(
  contacts: readonly ContactToWrite[],
  operation: 'upsert' | 'create' | 'update',
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const verdicts = new Map<string, WriteVerdict>(contacts.map(({ key }) => [key, { kind: 'unknown' }]));
  let open = await leaveOwned(contacts, address, context);
  for (let round = 1; round <= ROUNDS && open.length > 0; round++) {
    for (const rows of inSeparateCalls(open.map((contact) => toRow(contact, address, context)))) {
      const answers = await writeBatch(rows, { ...context, operation });
      for (const [key, answer] of answers) verdicts.set(key, toVerdict(answer, operation, address));
    }
    open = open.filter(({ key }) => verdicts.get(key)?.kind === 'unknown');
    for (const [key, verdict] of await readBack(open, operation, address, context))
      verdicts.set(key, verdict);
    open = open.filter(({ key }) => verdicts.get(key)?.kind === 'unknown');
  }
  return verdicts;
}

function toRow(contact: ContactToWrite, address: Address, context: WriteContext): BatchRow {
  const { key, properties } = contact;
  const idProperty = address === 'key' ? context.mapping.hubspot.keyProperty : undefined;
  return { name: key, id: idOf(contact, address, context), idProperty, properties };
}

/** Two inputs that HubSpot may take for one record sink the whole call, so they never share one. */
function inSeparateCalls(rows: readonly BatchRow[]): readonly (readonly BatchRow[])[] {
  const calls: { readonly ids: Set<string>; readonly rows: BatchRow[] }[] = [];
  for (const row of rows) {
    const id = asCompared(row.id);
    const call = calls.find(({ ids }) => !ids.has(id));
    if (call) {
      call.ids.add(id);
      call.rows.push(row);
    } else calls.push({ ids: new Set([id]), rows: [row] });
  }
  return calls.map((call) => call.rows);
}

function toVerdict(
  answer: RowAnswer,
  operation: 'upsert' | 'create' | 'update',
  address: Address,
): WriteVerdict {
  switch (answer.kind) {
    case 'written': {
      const { id, new: isNew } = answer.record;
      const isCreated = isNew === true || operation === 'create';
      const as = address === 'hubspotId' ? 'adopted' : isCreated ? 'created' : 'updated';
      return { kind: 'written', hubspotId: id, as, correlationId: answer.correlationId };
    }
    case 'missing':
      // Who went away since it was found by its id has to be looked for anew.
      return { kind: address === 'key' ? 'absent' : 'unknown' };
    case 'conflict':
      return { ...answer, kind: 'conflict' };
    case 'refused':
      return { ...answer, kind: 'refused', isDrift: SCHEMA_CODES.has(answer.code) };
  }
}

/**
 * Those contacts that HubSpot holds exactly as they were sent, and, where only what exists is updated, those that it does
 * not hold at all.
 */
async function readBack(
  contacts: readonly ContactToWrite[],
  operation: 'upsert' | 'create' | 'update',
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (contacts.length === 0) return new Map();
  const { keyProperty } = context.mapping.hubspot;
  const names = new Set(contacts.flatMap(({ properties }) => Object.keys(properties)));
  const ids = contacts.map((contact) => idOf(contact, address, context));
  const records = await readRecords(
    ids,
    address === 'key' ? keyProperty : undefined,
    [keyProperty, SECONDARY_EMAILS, ...names],
    context,
  );
  const found = new Map(
    records.map((record) => [
      asCompared((address === 'key' ? record.properties[keyProperty] : record.id) ?? ''),
      record,
    ]),
  );
  const verdicts = new Map<string, WriteVerdict>();
  for (const contact of contacts) {
    const record = found.get(asCompared(idOf(contact, address, context)));
    if (!record && operation === 'update' && address === 'key') verdicts.set(contact.key, { kind: 'absent' });
    if (!record || !holds(record, contact)) continue;
    const isNew = operation !== 'update' && contact.hubspotId === undefined && isNewborn(record);
    const as = address === 'hubspotId' ? 'adopted' : isNew ? 'created' : 'updated';
    verdicts.set(contact.key, { kind: 'written', hubspotId: record.id, as });
  }
  return verdicts;
}

function holds(record: ResultRecord, { properties }: ContactToWrite): boolean {
  const there = valuesOf(record);
  return Object.entries(properties).every(([name, value]) => isHeld(name, value, there));
}

/** Created and not changed since, but for what HubSpot itself fills in during the first seconds. */
function isNewborn({ createdAt, updatedAt }: ResultRecord): boolean {
  return Date.parse(updatedAt) - Date.parse(createdAt) < 10_000;
}

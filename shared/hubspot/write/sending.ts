import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { BatchRow, RowAnswer } from '../batchRow.ts';
import { SCHEMA_CODES } from '../refusals/refusal.ts';
import type { LookedUp } from '../writeBatch.ts';
import { type Address, idOf, type WriteContext } from './writeContext.ts';

export type Operation = 'upsert' | 'create' | 'update';

/** What a batch is sent as. */
export interface Sending {
  readonly operation: Operation;
  readonly address: Address;
  readonly context: WriteContext;
  readonly lookUp: (rows: readonly BatchRow[]) => Promise<ReadonlyMap<string, LookedUp>>;
}

/** A contact as an input of the batch. */
export function toRow(contact: ContactToWrite, address: Address, context: WriteContext): BatchRow {
  const { key, properties } = contact;
  const idProperty = address === 'key' ? context.mapping.hubspot.keyProperty : undefined;
  return { name: key, id: idOf(contact, address, context), idProperty, properties };
}

/** What HubSpot's answer to a row means for its contact. */
export function toVerdict(
  answer: Exclude<RowAnswer, { kind: 'open' }>,
  operation: Operation,
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

import type { TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import { OUTCOMES } from '../outcomes/outcome.ts';
import { type LedgerEntry, placeOf, type RecordOutcome } from '../outcomes/recordOutcome.ts';
import { fromRowKey, toRowKey } from './rowKey.ts';

/**
 * All outcomes are in one partition, so that any 100 keys commit in one transaction. Azure allows 2,000 entities a
 * second in a partition, above what HubSpot takes.
 */
export const PARTITION = 'contacts';

const entitySchema = z.object({
  rowKey: z.string(),
  etag: z.string(),
  key: z.string(),
  heldKey: z.string().optional(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  properties: z.string().transform((list) => (list === '' ? [] : list.split(','))),
  hubspotId: z.string().optional(),
  conflictId: z.string().optional(),
  rivalKey: z.string().optional(),
  correlationId: z.string().optional(),
  sourceVersion: z.string().optional(),
  fingerprint: z.string().optional(),
  batchId: z.string(),
  runId: z.string(),
  attempts: z.number(),
  durationMs: z.number(),
  cause: z.string().optional(),
  since: z.string().optional(),
  reviewId: z.string().optional(),
  history: z.string().optional(),
});

/** An entry with the RowKey that it has. */
export interface Stored {
  readonly rowKey: string;
  readonly entry: LedgerEntry;
}

/** What a row of the table says. */
export function toEntry(entity: unknown): Stored {
  const { rowKey, ...rest } = entitySchema.parse(entity);
  return {
    rowKey,
    entry: {
      ...rest,
      hubspotId: rest.hubspotId,
      sourceVersion: rest.sourceVersion,
      fingerprint: rest.fingerprint,
      place: fromRowKey(rowKey),
    },
  };
}

/** `previous`: what it replaces, where that is in the same place. */
export function toAction(
  { etag: _, place: __, ...outcome }: RecordOutcome & Partial<LedgerEntry>,
  rowKey: string,
  previous: LedgerEntry | undefined,
): TransactionAction {
  const entity = { ...outcome, partitionKey: PARTITION, rowKey, properties: outcome.properties.join(',') };
  return previous && toRowKey(placeOf(previous)) === rowKey
    ? ['update', entity, 'Replace', { etag: previous.etag }]
    : ['create', entity];
}

import * as z from 'zod';
import type { StateDocument } from '../sync/ports/stateDocument.ts';
import type { EntityTable } from './entityTable.ts';
import { noteSave, readWithOthers } from './readTogether.ts';
import { createStateOverview, STATE_PARTITION } from './stateOverview.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const entitySchema = z.object({ text: z.string(), etag: z.string() });

/** What all instances share, one small text each: how far a run has come, or whether HubSpot may be called. */
export type DocumentName =
  | 'detection'
  | 'reconciliation'
  | 'adoption'
  | 'verification'
  | 'removals'
  | 'circuit'
  | 'health'
  | 'stopped-pass'
  | 'look'
  | 'writer'
  | 'timer-detectChanges'
  | 'timer-reconcile'
  | 'timer-verify'
  | 'timer-report'
  | 'rate-standard'
  | 'rate-search';

/** A text in the table that is changed only by whoever read it last (If-Match). */
export function createStateDocument(table: EntityTable, name: DocumentName): StateDocument {
  const created = once(() => table.createTable());
  const readAll = createStateOverview(table);
  const readAlone = () =>
    storageCall(`reading the state of ${name}`, async () => {
      await created();
      try {
        return entitySchema.parse(await table.getEntity(STATE_PARTITION, name));
      } catch (error) {
        if (storageStatus(error) === 404) return undefined;
        throw error;
      }
    });
  return {
    read: () => readWithOthers(name, readAll, readAlone),

    save: (text, etag) =>
      storageCall(`storing the state of ${name}`, async () => {
        await created();
        noteSave(name);
        const entity = { partitionKey: STATE_PARTITION, rowKey: name, text };
        try {
          const answer =
            etag === undefined
              ? await table.createEntity(entity)
              : await table.updateEntity(entity, 'Replace', { etag });
          return answer.etag;
        } catch (error) {
          const status = storageStatus(error);
          // Somebody else was first; 404: with removing it.
          if (status === 409 || status === 412 || status === 404) return undefined;
          throw error;
        }
      }),
  };
}

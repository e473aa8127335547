import { odata, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import { IDENTIFIER_KINDS } from '../contacts/identity.ts';
import { shortenKey } from '../contacts/longKey.ts';
import type { AdoptionNote, AdoptionNotes, NotesErasure } from '../sync/ports/adoptionNotes.ts';
import { type EntityTable, MAX_TRANSACTION } from './entityTable.ts';
import { toRowKey } from './rowKey.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const PAGE = 1000;
/** The first text behind those that begin with `adopt-`. */
const BEHIND_NOTES = 'adopt.';

const entitySchema = z.object({
  key: z.string(),
  hubspotId: z.string(),
  verdict: z.enum(['fits', 'contradicts', 'shared']),
  by: z.string().transform((list) => z.array(z.enum(IDENTIFIER_KINDS)).parse(list.split(','))),
});

/**
 * One entity per associate and contact, in the partition of its run. The row key starts with the associate's, so that the
 * contacts of one associate are neighbours however far apart the portal had them.
 */
export function createAdoptionNotes(table: EntityTable): AdoptionNotes & NotesErasure {
  const created = once(() => table.createTable());
  const submit = (what: string, actions: readonly TransactionAction[]) =>
    storageCall(what, async () => {
      await created();
      for (let start = 0; start < actions.length; start += MAX_TRANSACTION) {
        await table.submitTransaction(actions.slice(start, start + MAX_TRANSACTION));
      }
    });
  return {
    add: (runId, notes) =>
      submit(
        'storing what an adoption found',
        notes.map((note) => [
          'upsert',
          { ...toEntity(runId, note), ...note, by: note.by.join(',') },
          'Replace',
        ]),
      ),

    async *byAssociate(runId) {
      await storageCall('reading what an adoption found', created);
      const filter = odata`PartitionKey eq ${partition(runId)}`;
      const pages = table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: PAGE });
      let open: AdoptionNote[] = [];
      for (;;) {
        const { value: page, done } = await storageCall('reading what an adoption found', () => pages.next());
        if (done || !page) break;
        for (const entity of page) {
          const note = entitySchema.parse(entity);
          if (open[0] && open[0].key !== note.key) {
            yield open;
            open = [];
          }
          open.push(note);
        }
      }
      if (open.length > 0) yield open;
    },

    async remove(runId, notes) {
      try {
        await submit(
          'removing what an adoption found',
          notes.map((note) => ['delete', toEntity(runId, note)]),
        );
      } catch (error) {
        // An earlier try may have removed them already; what is left over is only repeated.
        if (!(error instanceof Error && storageStatus(error.cause) === 404)) throw error;
      }
    },

    removeOf: (isMeant) =>
      storageCall('removing what adoptions found of one associate', async () => {
        await created();
        let removed = 0;
        const filter = odata`PartitionKey ge ${partition('')} and PartitionKey lt ${BEHIND_NOTES}`;
        for await (const { partitionKey = '', rowKey = '', key } of table.listEntities({
          queryOptions: { filter },
        })) {
          if (typeof key !== 'string' || !isMeant(key)) continue;
          try {
            await table.deleteEntity(partitionKey, rowKey);
            removed++;
          } catch (error) {
            // The run is done with it.
            if (storageStatus(error) !== 404) throw error;
          }
        }
        return removed;
      }),
  };
}

function toEntity(runId: string, { key, hubspotId }: AdoptionNote) {
  return { partitionKey: partition(runId), rowKey: `${toRowKey(shortenKey(key))}|${toRowKey(hubspotId)}` };
}

function partition(runId: string): string {
  return `adopt-${runId}`;
}

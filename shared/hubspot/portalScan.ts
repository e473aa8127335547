import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { identityProperties } from '../contacts/identity.ts';
import { deletedProperty, type Mapping } from '../contacts/mapping.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { PortalScan } from '../sync/ports/portalScan.ts';
import { batchAnswerSchema, closedDoor, judgeAnswer, type ResultRecord } from './answers.ts';
import { backoffOf } from './backoffOf.ts';
import type { HubSpotClient } from './client.ts';
import { recordId } from './foreignText.ts';
import { valuesOf } from './write/writeContext.ts';

/** All contacts with the properties that tell who they are and whether they are marked: one call for a page of 100. */
export function createPortalScan(
  client: HubSpotClient,
  mapping: Mapping,
  backoff: BackoffOptions = backoffOf(mapping),
): PortalScan {
  const properties = [...identityProperties(mapping), deletedProperty(mapping) ?? []].flat();
  return {
    async *pages(after) {
      for (let next = after; ; ) {
        const from = next;
        const answer = await withBackoff(async () => {
          const page = await client.listContacts(from, properties);
          const judged = judgeAnswer(page);
          if (judged === 'accepted') return page;
          if (judged === 'unclear') throw closedDoor(page);
          throw new StopAndAlert(
            'HUBSPOT_REFUSED',
            'HubSpot refused to list contacts. Check the properties of the mapping file.',
          );
        }, backoff);
        const { results, paging } = batchAnswerSchema.parse(answer.body);
        next = paging && (recordId(paging.next.after) ?? lastOf(results, from));
        yield {
          contacts: results.map((record) => ({ hubspotId: record.id, properties: valuesOf(record) })),
          next,
        };
        if (next === undefined) return;
      }
    },
  };
}

/** A cursor is the id of the last contact before the page. One of another form is not stored, and that id says the same. */
function lastOf(results: readonly ResultRecord[], from: string | undefined): string {
  const last = results.at(-1);
  if (last && last.id !== from) return last.id;
  throw new RetryLater(
    'HUBSPOT_UNREADABLE',
    'HubSpot answered a page of contacts that leads no further, and says that more follow.',
  );
}

import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { identityProperties } from '../contacts/identity.ts';
import { deletedProperty, type Mapping } from '../contacts/mapping.ts';
import { StopAndAlert } from '../errors.ts';
import type { PortalScan } from '../sync/ports/portalScan.ts';
import { batchAnswerSchema, closedDoor, judgeAnswer } from './answers.ts';
import { backoffOf } from './backoffOf.ts';
import type { HubSpotClient } from './client.ts';
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
        next = paging?.next.after;
        yield {
          contacts: results.map((record) => ({ hubspotId: record.id, properties: valuesOf(record) })),
          next,
        };
        if (next === undefined) return;
      }
    },
  };
}

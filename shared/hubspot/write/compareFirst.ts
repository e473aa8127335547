import { SECONDARY_EMAILS } from '../../contacts/identity.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { readRecords } from '../readRecords.ts';
import { differences } from './differences.ts';
import { keyOf, type Step, valuesOf, type WriteContext } from './writeContext.ts';

/** HubSpot's own stamp of a contact's last change, by whomever. */
const LAST_MODIFIED = 'lastmodifieddate';

/** Costa Rica has kept UTC−6 without summer time since 1992. */
const COSTA_RICA_OFFSET = '-06:00';

/**
 * `sync.compare`: `values` sends only what differs from the contact, `newer` only rows changed after the contact was;
 * both read the contacts first, 100 a call. A contact that is not there is left to the next step.
 */
export async function compareFirst(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<Step> {
  const settled = new Map<string, WriteVerdict>();
  if (context.compare === 'ledger' || contacts.length === 0) return { settled, rest: contacts };
  const { keyProperty } = context.mapping.hubspot;
  const wanted =
    context.compare === 'newer'
      ? [LAST_MODIFIED]
      : Object.keys(Object.assign({}, ...contacts.map((c) => c.properties)));
  const { found } = await readRecords(
    contacts.map((contact) => keyOf(contact, context)),
    keyProperty,
    [keyProperty, SECONDARY_EMAILS, ...wanted],
    context,
  );
  const rest: ContactToWrite[] = [];
  for (const contact of contacts) {
    const record = found.get(keyOf(contact, context));
    if (!record) rest.push(contact);
    else if (context.compare === 'newer') {
      const isNewer = isLaterThan(valuesOf(record)[LAST_MODIFIED] ?? '', contact.changedAt, context.mapping);
      if (isNewer) settled.set(contact.key, { kind: 'left', code: 'HUBSPOT_NEWER', hubspotId: record.id });
      else rest.push({ ...contact, hubspotId: record.id });
    } else {
      const properties = differences(contact, valuesOf(record), context.mapping);
      if (Object.keys(properties).length === 0)
        settled.set(contact.key, { kind: 'left', code: 'OK', hubspotId: record.id });
      else
        rest.push({
          ...contact,
          hubspotId: record.id,
          properties: { [keyProperty]: keyOf(contact, context), ...properties },
        });
    }
  }
  return { settled, rest };
}

/** Whether HubSpot's stamp is not earlier than the row's; a row without a stamp is never older. */
function isLaterThan(hubspotStamp: string, rowStamp: string | undefined, { source }: Mapping): boolean {
  if (rowStamp === undefined || hubspotStamp === '') return false;
  const zone = source.clock === 'utc' ? 'Z' : COSTA_RICA_OFFSET;
  const [theirs, ours] = [Date.parse(hubspotStamp), Date.parse(`${rowStamp.slice(0, 23)}${zone}`)];
  return Number.isFinite(theirs) && Number.isFinite(ours) && theirs >= ours;
}

import { describeReading, type HubSpotCheck, readRow } from '../check.ts';
import { noted } from '../finding.ts';
import { byKey, once } from '../testPortal.ts';

/** A contact that was deleted for GDPR. */
const forgotten = once(async (portal) => {
  const email = portal.newEmail();
  const { id } = await portal.newContact({ email });
  await portal.account.call('contacts', 'POST', '/gdpr-delete', { objectId: id });
  return { email, id };
});

export const LIFECYCLE_CHECKS: readonly HubSpotCheck[] = [
  {
    claim: 'an archived contact gives its key and email free: the next upsert makes a new one',
    otherwise:
      'shared/sync/deletes: whoever comes back under archive would be refused; docs/operate.md says what becomes of them',
    async look(portal) {
      const email = portal.newEmail();
      const { key, id } = await portal.newContact({ email });
      await portal.account.call('contacts', 'DELETE', `/${id}`);
      const row = byKey(key, { email });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      const isWritten = 'written' in reading;
      const isNew = isWritten && reading.written.new === true && reading.written.id !== id;
      return { known: isNew, breaks: !isWritten, saw: describeReading(answer, reading) };
    },
  },
  {
    claim: 'an email that was deleted for GDPR is refused for ever, and the text says why',
    otherwise: 'shared/hubspot/refusals/readRefusal.ts: the wording by which EMAIL_GDPR_BLOCKED is told',
    optIn: 'HUBSPOT_TEST_GDPR',
    async look(portal) {
      const { email } = await forgotten(portal);
      const row = byKey(portal.newKey(), { email });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      const refused = 'refused' in reading ? reading.refused : undefined;
      return {
        known: refused?.code === 'EMAIL_GDPR_BLOCKED',
        breaks: refused?.kind !== 'refused',
        saw: describeReading(answer, reading),
      };
    },
  },
  {
    claim: 'deleting for GDPR what is not there answers 204',
    otherwise: 'nothing in the app, which deletes nobody for GDPR; test/standins/hubspot/contacts',
    optIn: 'HUBSPOT_TEST_GDPR',
    async look(portal) {
      const { id } = await forgotten(portal);
      const { status } = await portal.account.call('contacts', 'POST', '/gdpr-delete', { objectId: id });
      return noted(status === 204, String(status));
    },
  },
];

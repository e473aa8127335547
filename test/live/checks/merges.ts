import { describeReading, type HubSpotCheck, readRow, resultsOf } from '../check.ts';
import { noted, reliedOn } from '../finding.ts';
import { KEY, OTHER, TEXT } from '../properties.ts';
import { byEmail, byKey, once, type TestPortal } from '../testPortal.ts';
import { judgeConflict } from './conflicts.ts';

/** Two contacts merged into one, each with a key, an email and a text. */
const merged = once(async (portal) => {
  const [primaryEmail, otherEmail] = [portal.newEmail(), portal.newEmail()];
  const primary = await portal.newContact({ email: primaryEmail, [TEXT]: 'primary' });
  const other = await portal.newContact({ email: otherEmail, [TEXT]: 'other', [OTHER]: 'other' });
  const request = { primaryObjectId: primary.id, objectIdToMerge: other.id };
  const answer = await portal.account.call('contacts', 'POST', '/merge', request);
  const survivor = await idByEmail(portal, primaryEmail);
  return { primary, other, primaryEmail, otherEmail, survivor, status: answer.status };
});

async function idByEmail(portal: TestPortal, email: string): Promise<string> {
  return resultsOf(await portal.read([email], 'email', [KEY]))[0]?.id ?? '';
}

export const MERGE_CHECKS: readonly HubSpotCheck[] = [
  {
    claim: 'a merge makes a new record',
    otherwise:
      'nothing in the app, which follows either id; set mergeKeepsPrimaryId in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { primary, other, survivor, status } = await merged(portal);
      const isNew = survivor !== '' && survivor !== primary.id && survivor !== other.id;
      return noted(
        isNew,
        `${status}, ${isNew ? 'a new id' : survivor === primary.id ? "the primary's id" : 'no id'}`,
      );
    },
  },
  {
    claim: "a merge keeps the primary's values, and the other's where the primary has none",
    otherwise:
      'nothing in the app; what docs/es/manual-de-operacion.md advises for a conflict, and test/standins/hubspot/contacts',
    async look(portal) {
      const { primary } = await merged(portal);
      const { [TEXT]: text, [OTHER]: other } = await portal.valuesOf(primary.key, [TEXT, OTHER]);
      return noted(text === 'primary' && other === 'other', `${text || 'nothing'} and ${other || 'nothing'}`);
    },
  },
  {
    claim: "an upsert by the primary's key writes to the survivor",
    otherwise:
      'shared/hubspot/write/readBack.ts and the advice for conflicts: after a merge the associate would be doubled',
    async look(portal) {
      const { primary, survivor } = await merged(portal);
      const row = byKey(primary.key, { [OTHER]: 'after' });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      const isSurvivor = 'written' in reading && reading.written.id === survivor;
      return reliedOn(isSurvivor, describeReading(answer, reading));
    },
  },
  {
    claim: "an upsert by the other's key makes a new contact",
    otherwise: 'what docs/es/manual-de-operacion.md advises for a merge, and test/standins/hubspot/contacts',
    async look(portal) {
      const { other } = await merged(portal);
      const row = byKey(other.key, { [TEXT]: 'again' });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      return noted('written' in reading && reading.written.new === true, describeReading(answer, reading));
    },
  },
  {
    claim: 'an upsert by a secondary email writes to its owner',
    otherwise: 'nothing in the app, which upserts by its key; test/standins/hubspot/contacts',
    async look(portal) {
      const { otherEmail, survivor } = await merged(portal);
      const answer = await portal.upsert([byEmail(otherEmail, { [OTHER]: 'by secondary' })]);
      return noted(resultsOf(answer)[0]?.id === survivor, String(answer.status));
    },
  },
  {
    claim: 'a key of our own with a foreign secondary email is a conflict of the row alone',
    otherwise:
      'shared/hubspot/write/lookUpClaims.ts: the secondary email would pass to another contact unseen',
    async look(portal) {
      const { otherEmail } = await merged(portal);
      const row = byKey(portal.newKey(), { email: otherEmail });
      return judgeConflict(await portal.upsert([row]), row.objectWriteTraceId);
    },
  },
  {
    claim: 'primary and secondary email of one contact are duplicates within a call',
    otherwise: 'nothing in the app; test/standins/hubspot/contacts',
    async look(portal) {
      const { primaryEmail, otherEmail } = await merged(portal);
      const inputs = [byEmail(primaryEmail, { [OTHER]: '1' }), byEmail(otherEmail, { [OTHER]: '2' })];
      const { status } = await portal.upsert(inputs);
      return noted(status === 400, String(status));
    },
  },
  {
    claim: 'batch/read by an absorbed id answers the survivor under its own id',
    otherwise:
      'shared/hubspot/readRecords.ts: who was merged away would look gone; set absorbedReads in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { other, survivor } = await merged(portal);
      const answer = await portal.read([other.id], undefined, [KEY]);
      const [result] = resultsOf(answer);
      const seen = result?.id === survivor ? 'the survivor' : result ? 'another id' : 'nobody';
      return noted(result?.id === survivor, `${answer.status}, ${seen}`);
    },
  },
  {
    claim: 'the survivor names the absorbed ids in hs_merged_object_ids',
    otherwise: 'shared/hubspot/readRecords.ts: by what else an absorbed id is led to its survivor',
    async look(portal) {
      const { other, survivor } = await merged(portal);
      const answer = await portal.read([survivor], undefined, ['hs_merged_object_ids']);
      const ids = resultsOf(answer)[0]?.properties['hs_merged_object_ids'] ?? '';
      return noted(ids.split(';').includes(other.id), ids === '' ? 'it names none' : 'it names some');
    },
  },
  {
    claim: 'batch/read by primary and secondary email of one contact answers it once',
    otherwise:
      'nothing in the app, which takes a refused read apart; set duplicateReads in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { primaryEmail, otherEmail } = await merged(portal);
      const answer = await portal.read([primaryEmail, otherEmail], 'email', [KEY]);
      const { length } = resultsOf(answer);
      return noted(answer.status === 200 && length === 1, `${answer.status}, ${length} results`);
    },
  },
  {
    claim: 'batch/update by an absorbed id is passed over without a word',
    otherwise: 'nothing in the app, which reads back whom no answer names; test/standins/hubspot/contacts',
    async look(portal) {
      const { other } = await merged(portal);
      const { idProperty: _, ...row } = { ...byKey(other.id, {}), properties: { [OTHER]: 'absorbed' } };
      const answer = await portal.account.call('contacts', 'POST', '/batch/update', { inputs: [row] });
      const reading = readRow(answer, row.objectWriteTraceId);
      return noted(reading.by === 'nobody', describeReading(answer, reading));
    },
  },
  {
    claim: 'GET and PATCH of one absorbed id reach the survivor',
    otherwise: 'nothing in the app, which calls batches; test/standins/hubspot/contacts',
    async look(portal) {
      const { other, survivor } = await merged(portal);
      const got = await portal.account.call('contacts', 'GET', `/${other.id}?properties=${KEY}`);
      const change = { properties: { [OTHER]: 'patched' } };
      const patched = await portal.account.call('contacts', 'PATCH', `/${other.id}`, change);
      const { [OTHER]: there } =
        resultsOf(await portal.read([survivor], undefined, [OTHER]))[0]?.properties ?? {};
      return noted(got.status === 200 && there === 'patched', `GET ${got.status}, PATCH ${patched.status}`);
    },
  },
  {
    claim: 'DELETE of an absorbed id does nothing',
    otherwise: 'shared/hubspot/write/removeContacts.ts: an archive by an old id would reach the survivor',
    async look(portal) {
      const { other, primaryEmail, survivor } = await merged(portal);
      const { status } = await portal.account.call('contacts', 'DELETE', `/${other.id}`);
      const isThere = (await idByEmail(portal, primaryEmail)) === survivor;
      return noted(isThere, `${status}, the survivor is ${isThere ? 'there' : 'gone'}`);
    },
  },
  {
    claim: 'in a merge an absorbed id stands for its survivor',
    otherwise: 'nothing in the app, which merges nobody; test/standins/hubspot/contacts',
    async look(portal) {
      const { other } = await merged(portal);
      const third = await portal.newContact({ email: portal.newEmail() });
      const request = { primaryObjectId: third.id, objectIdToMerge: other.id };
      const { status } = await portal.account.call('contacts', 'POST', '/merge', request);
      return noted(status === 200, String(status));
    },
  },
];

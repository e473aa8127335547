import { randomUUID } from 'node:crypto';
import { describeReading, type HubSpotCheck, readRow, resultsOf, textOf } from '../check.ts';
import { noted, reliedOn } from '../finding.ts';
import { CHOICE, KEY, OTHER, TEXT } from '../properties.ts';
import { byEmail, byKey, once, untraced } from '../testPortal.ts';

/** A good row and a bad one in a call, each with its trace id. */
const goodAndBad = once(async (portal) => {
  const good = byKey(portal.newKey(), { [TEXT]: 'good' });
  const bad = byKey(portal.newKey(), { [CHOICE]: 'none of them' });
  return { good, bad, answer: await portal.upsert([bad, good]) };
});

/** Two new rows in a call, each with its trace id. */
const twoNew = once(async (portal) => {
  const inputs = [byKey(portal.newKey(), { [TEXT]: '1' }), byKey(portal.newKey(), { [TEXT]: '2' })];
  return { inputs, answer: await portal.upsert(inputs) };
});

export const UPSERT_CHECKS: readonly HubSpotCheck[] = [
  {
    claim: 'an upsert by a key of our own writes only what was sent',
    otherwise:
      'shared/hubspot/sendRows.ts has to send every property that the mapping owns, and neverClear and ifEmpty cannot hold',
    async look(portal) {
      const { key } = await portal.newContact({ [TEXT]: 'first', [OTHER]: 'stays' });
      const { status } = await portal.upsert([byKey(key, { [TEXT]: 'second' })]);
      const { [TEXT]: text, [OTHER]: other } = await portal.valuesOf(key, [TEXT, OTHER]);
      return reliedOn(text === 'second' && other === 'stays', `${status}, left out: ${other || 'blanked'}`);
    },
  },
  {
    claim: 'an upsert by email writes only what was sent',
    otherwise:
      'nothing in the app, which upserts by its key; set partialUpsertByEmail in test/standins/hubspot/switches.ts',
    async look(portal) {
      const email = portal.newEmail();
      await portal.upsert([byEmail(email, { email, [TEXT]: 'first', [OTHER]: 'stays' })]);
      const { status } = await portal.upsert([byEmail(email, { [TEXT]: 'second' })]);
      const { properties } = resultsOf(await portal.read([email], 'email', [TEXT, OTHER]))[0] ?? {};
      const isSparse = properties?.[TEXT] === 'second' && properties[OTHER] === 'stays';
      return noted(isSparse, `${status}, left out: ${properties?.[OTHER] ?? 'blanked'}`);
    },
  },
  {
    // Numbers that differ in case only are one to the sync, and a respelt one is written by record id: it copes either way.
    claim: 'keys that differ in case only are two',
    otherwise:
      'nothing in the app, to which they are one; set uniqueCase in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { id, key } = await portal.newContact({ [TEXT]: 'small' });
      const [other] = resultsOf(await portal.read([key.toUpperCase()], KEY, [KEY]));
      return noted(other === undefined, other === undefined ? 'two' : other.id === id ? 'one' : 'another');
    },
  },
  {
    claim: 'a new contact takes the key from `id` alone',
    otherwise:
      'nothing in the app, which repeats the key among the properties; test/standins/hubspot/contacts',
    async look(portal) {
      const key = portal.newKey();
      const { status } = await portal.upsert([{ id: key, idProperty: KEY, properties: { [TEXT]: 'x' } }]);
      const { [KEY]: there } = await portal.valuesOf(key, [KEY]);
      return noted(there === key, `${status}, ${there === key ? 'it has it' : 'it has none'}`);
    },
  },
  {
    claim: 'each result repeats its trace id and says whether it is new',
    otherwise:
      'shared/hubspot/write/sendBatch.ts: nobody could be told written; set echoTraceIds in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { inputs, answer } = await twoNew(portal);
      const again = await portal.upsert(inputs);
      const saysNew = (of: typeof answer, isNew: boolean) =>
        inputs.every(({ objectWriteTraceId, id }) => {
          const reading = readRow(of, objectWriteTraceId);
          return 'written' in reading && reading.written.new === isNew && id !== '';
        });
      const said = [saysNew(answer, true), saysNew(again, false)];
      return reliedOn(
        !said.includes(false),
        `first ${said[0] ? 'yes' : 'no'}, again ${said[1] ? 'yes' : 'no'}`,
      );
    },
  },
  {
    claim: 'the status is 200 when every input has a trace id and none failed',
    otherwise:
      'nothing in the app, which reads errors whatever the status; set cleanTraceStatus in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { answer } = await twoNew(portal);
      return noted(answer.status === 200, String(answer.status));
    },
  },
  {
    claim: 'with trace ids a bad row is refused by name and its neighbour written',
    otherwise:
      'shared/hubspot/write/sendBatch.ts; set perRecordVerdicts in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { good, bad, answer } = await goodAndBad(portal);
      const [ofGood, ofBad] = [good, bad].map((row) => readRow(answer, row.objectWriteTraceId));
      const isEach = ofGood !== undefined && 'written' in ofGood && ofBad?.by === 'row' && 'refused' in ofBad;
      // A refusal of the whole call is taken apart; a row that nobody names, and that passes for written, is not.
      const isReadable = ofBad?.by === 'call' || isEach;
      return { known: isEach, breaks: !isReadable, saw: ofBad ? describeReading(answer, ofBad) : 'nothing' };
    },
  },
  {
    claim: 'a partial answer has status 207 in 2026-09',
    otherwise:
      'nothing in the app, which reads errors whatever the status; set partialStatus in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { answer } = await goodAndBad(portal);
      return noted(answer.status === 207, String(answer.status));
    },
  },
  {
    claim: 'trace ids that repeat within a call count as none',
    otherwise: 'nothing in the app, whose trace ids are unique; test/standins/hubspot/contacts',
    async look(portal) {
      const objectWriteTraceId = randomUUID();
      const good = { ...byKey(portal.newKey(), { [TEXT]: 'x' }), objectWriteTraceId };
      const bad = { ...byKey(portal.newKey(), { [CHOICE]: 'none of them' }), objectWriteTraceId };
      const answer = await portal.upsert([good, bad]);
      return noted(answer.status === 400, String(answer.status));
    },
  },
  {
    claim: 'when only some inputs have a trace id, a bad one sinks the call',
    otherwise:
      'nothing in the app, which gives every input one; set mixedTraceIds in test/standins/hubspot/switches.ts',
    async look(portal) {
      const good = untraced(byKey(portal.newKey(), { [TEXT]: 'x' }));
      const bad = byKey(portal.newKey(), { [CHOICE]: 'none of them' });
      const answer = await portal.upsert([good, bad]);
      return noted(answer.status === 400, String(answer.status));
    },
  },
  {
    claim: 'null in a write is ignored',
    otherwise: 'nothing in the app, which sends an empty text; test/standins/hubspot/contacts',
    async look(portal) {
      const { key } = await portal.newContact({ [TEXT]: 'kept' });
      const { status } = await portal.upsert([byKey(key, { [TEXT]: null, [OTHER]: 'x' })]);
      const { [TEXT]: text, [OTHER]: other } = await portal.valuesOf(key, [TEXT, OTHER]);
      return noted(text === 'kept' && other === 'x', `${status}, the value is ${text || 'cleared'}`);
    },
  },
  {
    claim: 'a new primary email replaces the old one',
    otherwise: 'nothing in the app; what adoption finds by secondary emails (shared/hubspot/portalScan.ts)',
    async look(portal) {
      const [before, after] = [portal.newEmail(), portal.newEmail()];
      const { key } = await portal.newContact({ email: before });
      const { status } = await portal.upsert([byKey(key, { email: after })]);
      const { email, hs_additional_emails: others } = await portal.valuesOf(key, [
        'email',
        'hs_additional_emails',
      ]);
      const isReplaced = email === after && others === '';
      return noted(
        isReplaced,
        `${status}, ${others === '' ? 'no secondary email' : 'the old one is secondary'}`,
      );
    },
  },
  {
    claim: 'more than 100 inputs are refused with 400',
    otherwise: 'nothing in the app; MAX_BATCH in shared/hubspot/client.ts may be raised',
    async look(portal) {
      const inputs = Array.from({ length: 101 }, () => byKey(portal.newKey(), { [TEXT]: 'x' }));
      const answer = await portal.upsert(inputs);
      return noted(answer.status === 400, `${answer.status} ${textOf(answer)}`);
    },
  },
  {
    claim: 'an upsert without idProperty is refused with 400',
    otherwise: 'nothing in the app, which always names it; test/standins/hubspot/contacts',
    async look(portal) {
      const answer = await portal.upsert([{ id: portal.newKey(), properties: { [TEXT]: 'x' } }]);
      return noted(answer.status === 400, `${answer.status} ${textOf(answer)}`);
    },
  },
];

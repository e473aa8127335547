import type { HubSpotAnswer } from '../../../shared/hubspot/client.ts';
import { type Refusal, refusalOf } from '../../../shared/hubspot/refusals/refusal.ts';
import { describeReading, type HubSpotCheck, readRow, resultsOf } from '../check.ts';
import { type Finding, noted } from '../finding.ts';
import { KEY, TEXT, UNIQUE } from '../properties.ts';
import { byEmail, byKey, once, type TestPortal, untraced } from '../testPortal.ts';

/** A row by key with an email that another contact has, and a neighbour, in a call with trace ids. */
const foreignEmail = once(async (portal) => {
  const email = portal.newEmail();
  const owner = await portal.newContact({ email });
  const [row, neighbour] = [byKey(portal.newKey(), { email }), byKey(portal.newKey(), { [TEXT]: 'x' })];
  return { owner, row, neighbour, answer: await portal.upsert([row, neighbour]) };
});

/** A taken value that is written all the same makes doubles; any refusal is looked into. */
export function judgeConflict(answer: HubSpotAnswer, traceId: string): Finding {
  const reading = readRow(answer, traceId);
  const isConflict = 'refused' in reading && reading.refused.kind === 'conflict';
  return {
    known: isConflict && reading.by === 'row',
    breaks: 'written' in reading,
    saw: describeReading(answer, reading),
  };
}

/** How a refusal says that a value is taken. */
function wordingOf({ category, message, errorTokens, errors }: Refusal): string {
  if (message.includes('PropertyValueCoordinates')) return 'coordinates';
  if (Object.keys(errorTokens).length > 0) return 'tokens';
  const codes = errors.map(({ code }) => code).filter(Boolean);
  return [category || 'no category', ...codes].join(' ');
}

async function contactsIn(portal: TestPortal, ids: readonly string[], idProperty: string): Promise<number> {
  const found = resultsOf(await portal.read(ids, idProperty, [KEY]));
  return new Set(found.map(({ id }) => id)).size;
}

export const CONFLICT_CHECKS: readonly HubSpotCheck[] = [
  {
    claim: 'a key of our own with a foreign email: with trace ids the row alone is a conflict',
    otherwise:
      'shared/hubspot/refusals/readRefusal.ts if it is read otherwise; set takenValue or takenValueSinks in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { row, answer } = await foreignEmail(portal);
      return judgeConflict(answer, row.objectWriteTraceId);
    },
  },
  {
    claim: 'that conflict names the owner, as the second id of its text or in its context',
    otherwise:
      'nothing in the app, which looks the owner up; set conflictExistingId or takenWords in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { owner, row, answer } = await foreignEmail(portal);
      const reading = readRow(answer, row.objectWriteTraceId);
      const named = 'refused' in reading ? reading.refused.conflictId : undefined;
      return noted(named === owner.id, named === undefined ? 'it names nobody' : 'it does');
    },
  },
  {
    claim: "that conflict's neighbour is written",
    otherwise:
      'nothing in the app, which takes a refused call apart; set takenValueSinks in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { neighbour, answer } = await foreignEmail(portal);
      const reading = readRow(answer, neighbour.objectWriteTraceId);
      return noted('written' in reading, describeReading(answer, reading));
    },
  },
  {
    claim: 'that conflict is said by the coordinates in its text',
    otherwise:
      'shared/hubspot/refusals/whomItNames.ts if the new wording names an owner; set takenValue in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { row, answer } = await foreignEmail(portal);
      const reading = readRow(answer, row.objectWriteTraceId);
      const wording = 'refusal' in reading ? wordingOf(reading.refusal) : 'not refused';
      return noted(wording === 'coordinates', wording);
    },
  },
  {
    claim: 'the same without trace ids: 400 for the call, and nothing is written',
    otherwise:
      'nothing in the app, which always sends trace ids; set conflictWithoutTraceIds in test/standins/hubspot/switches.ts',
    async look(portal) {
      const email = portal.newEmail();
      await portal.newContact({ email });
      const [row, neighbour] = [byKey(portal.newKey(), { email }), byKey(portal.newKey(), { [TEXT]: 'x' })];
      const answer = await portal.upsert([untraced(neighbour), untraced(row)]);
      const written = await contactsIn(portal, [neighbour.id, row.id], KEY);
      const { category } = refusalOf(answer);
      return noted(
        answer.status === 400 && written === 0,
        `${answer.status} ${category}, ${written} of 2 written`,
      );
    },
  },
  {
    claim: 'a unique value that another contact has is a conflict of the row alone',
    otherwise:
      'shared/hubspot/refusals/readRefusal.ts: CEDULA_TAKEN and VALUE_TAKEN are read there; set takenValue in test/standins/hubspot/switches.ts',
    async look(portal) {
      const value = `unique-${portal.runId}`;
      await portal.newContact({ [UNIQUE]: value });
      const row = byKey(portal.newKey(), { [UNIQUE]: value });
      return judgeConflict(await portal.upsert([row]), row.objectWriteTraceId);
    },
  },
  {
    claim: 'of two upserts of one new key at the same moment, both are written to one contact',
    otherwise:
      'shared/hubspot/write/settleConflicts.ts does the loser again; two contacts instead break promise 2; set keyRaceMs in test/standins/hubspot/switches.ts',
    async look(portal) {
      const key = portal.newKey();
      const both = await Promise.all(
        ['1', '2'].map(async (text) => {
          const row = byKey(key, { [TEXT]: text });
          const answer = await portal.upsert([row]);
          return { answer, reading: readRow(answer, row.objectWriteTraceId) };
        }),
      );
      const ids = both.flatMap(({ reading }) => ('written' in reading ? [reading.written.id] : []));
      const isOne = new Set(ids).size === 1;
      return {
        known: isOne && ids.length === 2,
        breaks: !isOne,
        saw: both.map(({ answer, reading }) => describeReading(answer, reading)).join('; '),
      };
    },
  },
  {
    claim: 'of two rows of a call that claim one email, the second loses',
    otherwise:
      'shared/hubspot/write/separateRivals.ts keeps them apart already; test/standins/hubspot/contacts has the order',
    async look(portal) {
      const email = portal.newEmail();
      const rows = [byKey(portal.newKey(), { email }), byKey(portal.newKey(), { email })];
      const answer = await portal.upsert(rows);
      const readings = rows.map((row) => readRow(answer, row.objectWriteTraceId));
      const [first, second] = readings.map((reading) => 'written' in reading);
      return {
        known: first === true && second === false,
        breaks: first === true && second === true,
        saw: readings.map((reading) => describeReading(answer, reading)).join('; '),
      };
    },
  },
  {
    claim: 'one email in two spellings of case is a duplicate within a call',
    otherwise:
      'shared/hubspot/write/separateRivals.ts keeps them apart either way; test/standins/hubspot/contacts',
    async look(portal) {
      const email = portal.newEmail();
      const answer = await portal.upsert([
        byEmail(email, { [TEXT]: '1' }),
        byEmail(email.toUpperCase(), { [TEXT]: '2' }),
      ]);
      return noted(
        answer.status === 400,
        `${answer.status}, ${await contactsIn(portal, [email], 'email')} made`,
      );
    },
  },
  {
    claim: 'unique text is compared exactly: two spellings of case are two contacts',
    otherwise:
      'nothing in the app, to which they are one (docs/decisions/0016-one-canonical-key.md); set uniqueCase in test/standins/hubspot/switches.ts',
    async look(portal) {
      const key = portal.newKey();
      const made = [];
      for (const id of [key, key.toUpperCase()])
        made.push(...resultsOf(await portal.upsert([byKey(id, {})])));
      const two = new Set(made.map(({ id }) => id)).size === 2;
      // The second one has a key that the end does not look for.
      const [, second] = made;
      if (two && second) await portal.account.call('contacts', 'DELETE', `/${second.id}`);
      return noted(two, two ? 'two' : 'one');
    },
  },
  {
    claim: 'one key twice in a call is refused with 400, and the ids are in `context.ids`',
    otherwise: 'nothing in the app, which sends no key twice in a call; test/standins/hubspot/contacts',
    async look(portal) {
      const key = portal.newKey();
      const answer = await portal.upsert([byKey(key, { [TEXT]: '1' }), byKey(key, { [TEXT]: '2' })]);
      const isNamed = refusalOf(answer).context['ids']?.includes(key) ?? false;
      return noted(answer.status === 400 && isNamed, `${answer.status}, ${isNamed ? 'named' : 'not named'}`);
    },
  },
];

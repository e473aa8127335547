import { z } from 'zod';
import { detailsOf } from '../../../shared/hubspot/refusals/detailsOf.ts';
import { refusalOf } from '../../../shared/hubspot/refusals/refusal.ts';
import { describeReading, type HubSpotCheck, readRow } from '../check.ts';
import { noted } from '../finding.ts';
import { CHOICE, DAY, MOMENT, NOWHERE, NUMBER, PHONE, TEXT } from '../properties.ts';
import { byKey, once, untraced } from '../testPortal.ts';

/** A value that HubSpot refuses, the code it gives, and what the sync makes of that where it has a name for it. */
interface RefusedValue {
  readonly what: string;
  readonly property: string;
  readonly value: string;
  readonly code: string;
  readonly outcome?: string;
}

const REFUSALS: readonly RefusedValue[] = [
  {
    what: 'an unknown property',
    property: NOWHERE,
    value: 'x',
    code: 'PROPERTY_DOESNT_EXIST',
    outcome: 'PROPERTY_MISSING',
  },
  {
    what: 'an unknown option',
    property: CHOICE,
    value: 'none',
    code: 'INVALID_OPTION',
    outcome: 'OPTION_UNKNOWN',
  },
  {
    what: 'a read-only property',
    property: 'hs_object_id',
    value: '1',
    code: 'READ_ONLY_VALUE',
    outcome: 'PROPERTY_READ_ONLY',
  },
  {
    what: 'an email of no known domain',
    property: 'email',
    value: 'a@example.con',
    code: 'INVALID_EMAIL',
    outcome: 'EMAIL_INVALID',
  },
  {
    what: 'a number that is none',
    property: NUMBER,
    value: 'many',
    code: 'INVALID_LONG',
    outcome: 'NUMBER_INVALID',
  },
  {
    what: 'a date that is none',
    property: DAY,
    value: '31/12/2026',
    code: 'INVALID_DATE',
    outcome: 'DATE_INVALID',
  },
  { what: 'a point in time that is none', property: MOMENT, value: 'soon', code: 'INVALID_LONG' },
  { what: 'a telephone that is none', property: PHONE, value: 'abc', code: 'INVALID_PHONE_NUMBER' },
  { what: 'a text of 65,537', property: TEXT, value: 'x'.repeat(65_537), code: 'VALUE_TOO_LONG' },
];

/** Two rows with the same wrong option and one with a wrong number, without trace ids. */
const wholeCall = once((portal) =>
  portal.upsert(
    [{ [CHOICE]: 'none' }, { [CHOICE]: 'neither' }, { [NUMBER]: 'many' }].map((properties) =>
      untraced(byKey(portal.newKey(), properties)),
    ),
  ),
);

export const REFUSAL_CHECKS: readonly HubSpotCheck[] = [
  ...REFUSALS.map(refusalCheck),
  {
    claim: 'a whole-call 400 repeats each refused value in its message',
    otherwise:
      'shared/hubspot/refusals/detailsOf.ts: by what the guilty row is told; it is taken apart otherwise',
    async look(portal) {
      const answer = await wholeCall(portal);
      const values = detailsOf(refusalOf(answer)).map(({ value }) => value);
      const repeated = ['none', 'neither', 'many'].filter((value) => values.includes(value)).length;
      return noted(repeated === 3, `${answer.status}, ${repeated} of 3`);
    },
  },
  {
    claim: 'the `errors` of a whole-call 400 list each code and property once',
    otherwise: 'shared/hubspot/refusals/detailsOf.ts',
    async look(portal) {
      const answer = await wholeCall(portal);
      const { length } = refusalOf(answer).errors;
      return noted(
        answer.status === 400 && length === 2,
        `${answer.status}, ${length} entries for 3 problems`,
      );
    },
  },
  {
    claim: 'each error of a partial answer names its row by its trace id',
    otherwise:
      'shared/hubspot/write/sendBatch.ts: who is not named is read back; set errorTraceIds in test/standins/hubspot/switches.ts',
    async look(portal) {
      const rows = ['none', 'neither'].map((value) => byKey(portal.newKey(), { [CHOICE]: value }));
      const answer = await portal.upsert([...rows, byKey(portal.newKey(), {})]);
      const named = rows.map((row) => readRow(answer, row.objectWriteTraceId).by);
      return noted(
        named.every((by) => by === 'row'),
        `${answer.status}, named by ${named.join(' and ')}`,
      );
    },
  },
  {
    claim: 'a text that looks like code is taken like any other',
    otherwise:
      'the rules of names in shared/contacts/rules, so that the clerk is told before HubSpot refuses it',
    async look(portal) {
      const row = byKey(portal.newKey(), { [TEXT]: "<script>alert(1)</script> ' OR 1=1 --" });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      return noted('written' in reading, describeReading(answer, reading));
    },
  },
  {
    claim: 'a first name that looks like an address is taken like any other',
    otherwise:
      'the rules of names in shared/contacts/rules, so that the clerk is told before HubSpot refuses it',
    async look(portal) {
      const row = byKey(portal.newKey(), { firstname: 'www.example.com' });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      return noted('written' in reading, describeReading(answer, reading));
    },
  },
  {
    claim: 'every answer has a correlation id in its headers, and it is a UUID',
    otherwise: 'shared/hubspot/client.ts, which tells it in the log and withholds what is none',
    async look(portal) {
      const { correlationId } = await wholeCall(portal);
      const isOne = z.guid().safeParse(correlationId).success;
      return noted(isOne, correlationId === undefined ? 'there is none' : isOne ? 'it is' : 'it is none');
    },
  },
];

function refusalCheck({ what, property, value, code, outcome }: RefusedValue): HubSpotCheck {
  return {
    claim: `${what} is refused with ${code}, and the property is named`,
    otherwise: `shared/hubspot/refusals/readRefusal.ts: the codes by which ${outcome ?? 'a refused value'} is told`,
    async look(portal) {
      const row = byKey(portal.newKey(), { [property]: value });
      const answer = await portal.upsert([row]);
      const reading = readRow(answer, row.objectWriteTraceId);
      const details = 'refusal' in reading ? detailsOf(reading.refusal) : [];
      const codes = details.filter((detail) => detail.property === property).map((detail) => detail.code);
      const read = 'refused' in reading ? reading.refused.code : 'not refused';
      return {
        known: codes.includes(code),
        // Another code would do, if the sync knows it.
        breaks: outcome !== undefined && read !== outcome,
        saw: `${answer.status} ${codes[0] ?? 'no code'}: ${read}`,
      };
    },
  };
}

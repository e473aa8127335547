import { describe, expect, it } from 'vitest';
import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import type { Finding } from '../../../shared/contacts/findings.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import beneficiaries from './cases/beneficiaries.json' with { type: 'json' };
import dates from './cases/dates.json' with { type: 'json' };
import email from './cases/email.json' with { type: 'json' };
import identification from './cases/identification.json' with { type: 'json' };
import lists from './cases/lists.json' with { type: 'json' };
import names from './cases/names.json' with { type: 'json' };
import phones from './cases/phones.json' with { type: 'json' };
import places from './cases/places.json' with { type: 'json' };

/**
 * Cells as members' systems, exports and forms hold them, each with what is right, and where that comes from. What is a decision of
 * this project and no fact is marked `policy`; docs/decisions/0015-what-a-cell-may-hold.md tells it.
 */
interface CellCase {
  readonly kind: string;
  readonly column: string;
  readonly input: string;
  /** The value that is sent; or what must be so. */
  readonly expect: string | Expectation;
}

interface Expectation {
  /** Sent, whatever is said of it. */
  readonly value?: string;
  /** Somebody is told. */
  readonly flagged?: boolean;
  /** Somebody is told this. */
  readonly code?: string;
  /** Sent empty. */
  readonly empty?: boolean;
}

const mapping = testMapping();
const row = inventAssociate(4, '2026-01-05T00:00:00.000', 4);

const propertyOf = (column: string) =>
  mapping.fields.find((field) => field.column === column)?.property ?? '';

/** What became of the cell, in the words of the expectation. */
function resultOf(
  wanted: string | Expectation,
  properties: ContactProperties,
  findings: readonly Finding[],
  property: string,
): string | Expectation {
  const value = properties[property];
  if (typeof wanted === 'string') return value ?? 'not sent';
  const codes = findings.map(({ code }) => code as string);
  return {
    ...(wanted.value === undefined ? {} : { value: value ?? 'not sent' }),
    ...(wanted.flagged === undefined ? {} : { flagged: codes.length > 0 }),
    ...(wanted.code === undefined
      ? {}
      : { code: codes.find((code) => code === wanted.code) ?? codes.join() }),
    ...(wanted.empty === undefined ? {} : { empty: value === '' }),
  };
}

const CELLS: readonly CellCase[] = [...email, ...identification, ...names, ...phones, ...dates, ...lists];

describe.each(Object.entries(Object.groupBy(CELLS, ({ kind }) => kind)))('%s', (_, cases = []) => {
  it.each(cases)('$column $input → $expect', ({ column, input, expect: wanted }) => {
    const property = propertyOf(column);
    const mapped = mapRow({ ...row, [column]: input }, mapping);
    const findings = mapped.findings.filter((finding) => finding.property === property);
    expect(resultOf(wanted, mapped.properties, findings, property)).toEqual(wanted);
    // What is sent is no reason to reject.
    if (typeof wanted === 'string' || wanted.value !== undefined) expect(mapped.rejected).toBe(false);
  });
});

describe('places', () => {
  it.each(places)('$kind: $input → $expect.map', ({ input, expect: { map } }) => {
    const { provincia, canton, distrito = null } = input;
    const { properties, findings } = mapRow({ ...row, provincia, canton, distrito }, mapping);
    expect(findings).toEqual([]);
    expect(properties).toMatchObject(map);
  });
});

describe('beneficiaries', () => {
  const PARTS: readonly string[] = ['name', 'cedula', 'percentage'];

  it.each(beneficiaries)('$kind: $input → $expect', ({ input, expect: wanted, columns }) => {
    const slots = input.length;
    const changes = columns ? ([[['beneficiaries', 'columns'], columns]] as const) : [];
    const ofCase = testMapping([[['beneficiaries', 'slots'], slots], ...changes]);
    const members = ofCase.fields.filter(({ set }) => set !== undefined);
    const cells = members.map(({ column, slot = 1, rule }): [string, string] => {
      const part = PARTS.indexOf(rule);
      return [column, input[slot - 1]?.[part] ?? ''];
    });
    const { properties, findings } = mapRow({ ...row, ...Object.fromEntries(cells) }, ofCase);
    const isSent = members.every(({ property }) => property in properties);
    const isWithheld = !members.some(({ property }) => property in properties);
    expect(wanted.withheld ? isWithheld : isSent).toBe(true);
    const codes = findings.map(({ code }) => code);
    expect(codes.slice(0, 1)).toEqual(wanted.code === undefined ? [] : [wanted.code]);
  });
});

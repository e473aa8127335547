import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../shared/telemetry/contract.ts';
import type { EventSpec } from '../../../shared/telemetry/contractTypes.ts';
import { checkQuery, namesOf } from '../../checks/kql/checkQuery.ts';
import { findReads } from '../../checks/kql/findReads.ts';
import { parseQuery } from '../../checks/kql/kusto.ts';
import { readQueries } from '../../checks/kql/readQueries.ts';

const { people, alerts } = readQueries();
const queries = [...people, ...alerts];
const reads = queries.map(({ text }) => findReads(parseQuery(text).root));

describe('every query of infra/queries', () => {
  it.for(queries)('$name is understood by Kusto and reads what the contract has', ({ text }) => {
    expect(checkQuery(text)).toEqual([]);
  });

  it.for(queries)('$name begins with its question, who asks, and how to read it', ({ text }) => {
    expect(text).toMatch(/^\/\/ Question: .+\?\n\/\/ Asked by: .+\n(\/\/ .+\n)*\/\/ Read: .+\n/);
  });

  it('is found where events are named', () => {
    expect(people.length).toBeGreaterThanOrEqual(15);
    expect(alerts.length).toBeGreaterThanOrEqual(12);
    expect(reads.flatMap(({ fields }) => fields).length).toBeGreaterThan(100);
  });
});

describe('every event of the contract', () => {
  const read = new Set(
    reads.flatMap(({ fields }) =>
      fields.flatMap(({ bag, key, events }) => namesOf(events).map((name) => `${name} ${bag} ${key}`)),
    ),
  );

  it.for(Object.entries<EventSpec>(EVENTS))('%s is read by a query, or says why not', ([name, spec]) => {
    if (spec.notQueried !== undefined) return expect(spec.notQueried).not.toBe('');
    const unread = (['dimensions', 'measurements'] as const).flatMap((bag) =>
      Object.keys(spec[bag]).filter((key) => !read.has(`${name} ${bag} ${key}`)),
    );
    expect(unread).toEqual([]);
  });
});

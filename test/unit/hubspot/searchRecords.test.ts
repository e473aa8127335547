import { describe, expect, it } from 'vitest';
import { searchRecords } from '../../../shared/hubspot/searchRecords.ts';
import { answerOf, silentClient } from './silentClient.ts';

/** A search that finds everybody, and refuses what the test says. */
function setUp(refuses: (values: readonly string[]) => number | undefined) {
  const calls: (readonly string[])[] = [];
  const client = silentClient({
    searchContacts: async (_, some) => {
      calls.push(some);
      const status = refuses(some);
      if (status !== undefined) return answerOf(status, { category: 'VALIDATION_ERROR' });
      return answerOf(200, { total: some.length, results: some.map((id) => ({ id })) });
    },
  });
  const search = (values: readonly string[]) =>
    searchRecords('cedula', values, [], { client, backoff: { tries: 1, baseMs: 1, maxWaitMs: 1 } });
  return { calls, search };
}

const values = Array.from({ length: 100 }, (_, index) => String(900 + index));

describe('a search that is refused', () => {
  it.each([400, 403, 422])('with %i because of one value finds all others, in few calls', async (status) => {
    const { calls, search } = setUp((some) => (some.includes('937') ? status : undefined));
    const found = await search(values);
    expect(found.map(({ id }) => id).sort()).toEqual(values.filter((value) => value !== '937').sort());
    // The first one, one that cannot offend, and two for each halving.
    expect(calls.length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(100)));
  });

  it.each([400, 403])('with %i whatever is in it is a person’s to mend', async (status) => {
    const { calls, search } = setUp(() => status);
    await expect(search(values)).rejects.toMatchObject({ code: 'HUBSPOT_REFUSED' });
    expect(calls).toHaveLength(2);
  });
});

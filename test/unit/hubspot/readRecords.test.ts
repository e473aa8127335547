import { describe, expect, it } from 'vitest';
import type { HubSpotAnswer } from '../../../shared/hubspot/client.ts';
import { readRecords } from '../../../shared/hubspot/readRecords.ts';
import { answerOf, silentClient } from './silentClient.ts';

interface Person {
  readonly id: string;
  readonly email?: string;
  readonly secondary?: string;
  readonly absorbed?: string;
}

const recordOf = ({ id, email = '', secondary = '', absorbed = '' }: Person) => ({
  id,
  properties: { email, hs_additional_emails: secondary, hs_merged_object_ids: absorbed },
});

/** A HubSpot that answers what the test says, and keeps what it was asked. */
function setUp(answer: (ids: readonly string[], call: number) => HubSpotAnswer) {
  const calls: (readonly string[])[] = [];
  const client = silentClient({
    readContacts: async (ids) => {
      calls.push(ids);
      return answer(ids, calls.length);
    },
  });
  const read = (ids: readonly string[], idProperty?: string) =>
    readRecords(ids, idProperty, [], { client, backoff: { tries: 1, baseMs: 1, maxWaitMs: 1 } });
  return { calls, read };
}

const found = (...people: readonly Person[]) => answerOf(200, { results: people.map(recordOf) });

describe('what a look-up finds', () => {
  it('is known by the id that was asked for, also where a merge has put another in its place', async () => {
    const { read, calls } = setUp(() => found({ id: '9', absorbed: '7;8' }, { id: '2' }));
    const { found: records } = await read(['7', '2']);
    expect([...records].map(([asked, { id }]) => [asked, id])).toEqual([
      ['7', '9'],
      ['2', '2'],
    ]);
    expect(calls).toHaveLength(1);
  });

  it('is the only answer to the only question, though it says nothing of the id', async () => {
    const { read, calls } = setUp(() => found({ id: '9' }));
    expect((await read(['7'])).found.get('7')?.id).toBe('9');
    expect(calls).toHaveLength(1);
  });

  it('is known by each of its emails, however they are written', async () => {
    const { read } = setUp(() => found({ id: '9', email: 'a@example.com', secondary: 'b@example.com' }));
    const { found: records } = await read(['A@example.com', 'b@example.com'], 'email');
    expect([...records.keys()]).toEqual(['A@example.com', 'b@example.com']);
  });

  it('is not what was not asked for', async () => {
    const { read, calls } = setUp(() => found({ id: '9' }, { id: '10' }));
    expect((await read(['7', '8'])).found.size).toBe(0);
    expect(calls).toHaveLength(3);
  });
});

describe('a look-up that is refused as a whole', () => {
  const emails = Array.from({ length: 100 }, (_, index) => `p.${index}@example.com`);
  const personOf = (email: string): Person => ({ id: `900${email.replace(/\D/g, '')}`, email });
  /** Refuses both of two together, as two emails of one contact. */
  const refusingPair = (pair: readonly [string, string], body: object) => (ids: readonly string[]) =>
    pair.every((one) => ids.includes(one)) ? answerOf(400, body) : found(...ids.map(personOf));
  const pair = ['p.3@example.com', 'p.77@example.com'] as const;

  it('for two that it names asks for those one by one, and for all others at once', async () => {
    const { read, calls } = setUp(refusingPair(pair, { context: { ids: [...pair] } }));
    const { found: records, refused } = await read(emails, 'email');
    expect({ found: records.size, refused: refused.size }).toEqual({ found: 100, refused: 0 });
    expect(calls.map(({ length }) => length)).toEqual([100, 1, 98, 1, 1]);
  });

  it('for two that it does not name is halved', async () => {
    const { read, calls } = setUp(refusingPair(pair, {}));
    expect((await read(emails, 'email')).found.size).toBe(100);
    expect(calls.map(({ length }) => length)).toEqual([100, 1, 50, 50]);
  });

  it('says of whom it refuses alone that nothing is known, and of others that they are there', async () => {
    const { read, calls } = setUp((ids) =>
      ids.includes('p.3@example.com') ? answerOf(403, undefined) : found(...ids.map(personOf)),
    );
    const { found: records, refused } = await read(emails, 'email');
    expect([...refused]).toEqual(['p.3@example.com']);
    expect(records.size).toBe(99);
    expect(calls.length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(100)));
  });

  it('for ids that it calls missing asks for the others, and for nobody alone', async () => {
    const gone = ['p.3@example.com', 'p.77@example.com'];
    const { read, calls } = setUp((ids) =>
      ids.some((id) => gone.includes(id))
        ? answerOf(404, {
            category: 'OBJECT_NOT_FOUND',
            context: { missingObjectPropertyValueCoordinates: gone.map((id) => `0-1:email:${id}`) },
          })
        : found(...ids.map(personOf)),
    );
    const { found: records, refused } = await read(emails, 'email');
    expect({ found: records.size, refused: refused.size }).toEqual({ found: 98, refused: 0 });
    expect(calls).toHaveLength(2);
  });

  it('as not found, for one alone, has found nobody', async () => {
    const { read } = setUp(() => answerOf(404, { category: 'OBJECT_NOT_FOUND' }));
    const { found: records, refused } = await read(['7']);
    expect({ found: records.size, refused: refused.size }).toEqual({ found: 0, refused: 0 });
  });

  it.each([
    [400, { code: 'HUBSPOT_REFUSED', message: expect.stringContaining('unique values') }],
    [403, { code: 'HUBSPOT_REFUSED', stopsEverything: true }],
  ])('with %i whatever is in it is a person’s to mend', async (status, error) => {
    const { read, calls } = setUp(() => answerOf(status, {}));
    await expect(read(emails, 'cedula')).rejects.toMatchObject(error);
    expect(calls).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { LONGEST_KEY } from '../../../shared/contacts/longKey.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { createOtherTable, OTHER_TABLE } from '../../support/otherTable.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import { readReviews } from '../../support/readReviews.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const SOUND = 20;
/** As many do not fit into one message of the queue, nor into one request to a table. */
const LONG = 120;
const longKey = (index: number) => `${'K'.repeat(456)}${String(index).padStart(4, '0')}`;
const [ofSigns, ofLetters, longest] = ['%/'.repeat(60), 'Ñ'.repeat(900), 'Y'.repeat(LONGEST_KEY)];
const tooLong = [...Array.from({ length: LONG }, (_, index) => longKey(index)), ofSigns, ofLetters];
const sound = [...Array.from({ length: SOUND }, (_, index) => numberOf(index + 1)), longest];

const keyField = testMapping().fields.findIndex(({ column }) => column === 'numero_asociado');

const system = useSystem({
  mapping: [
    [['source', 'table'], OTHER_TABLE],
    [['source', 'overlapSeconds'], 0],
    // It would refuse keys that are shorter.
    [['fields', keyField, 'rule'], 'text'],
  ],
  seed: (members) =>
    createOtherTable(
      members,
      'nvarchar(1000)',
      [...sound, ...tooLong].map((key, at) => ({ ...inventAssociate(at + 1, PAST), numero_asociado: key })),
    ),
});

const outcomeOf = async (key: string) => (await system().ledger.read([key])).get(key);
const call = (method: 'GET' | 'DELETE', key: string) =>
  system().call(method, `associates/${encodeURIComponent(key)}`);

// promise 5
describe('a key that is too long to be a number', () => {
  it('ends by itself, and everybody else arrives', async () => {
    await system().tick();
    expect(system().hubspot.contacts()).toHaveLength(sound.length);
    for (const key of tooLong)
      expect(await outcomeOf(key)).toMatchObject({ key, outcome: 'rejected', code: 'KEY_TOO_LONG' });
    const { runId = '' } = (await outcomeOf(ofLetters)) ?? {};
    const { detected, counts } = await system().accounts.read(runId);
    expect([detected, counts.created, counts.rejected, counts.pending]).toEqual([
      sound.length + tooLong.length,
      sound.length,
      tooLong.length,
      0,
    ]);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });

  it.each([
    ['signs', ofSigns],
    ['letters', ofLetters],
    ['a length that its place would hold', longKey(7)],
  ])('is found by all of it: one of %s', async (_, key) => {
    expect(await readAnswer(await call('GET', key))).toMatchObject({
      numeroAsociado: key,
      code: 'KEY_TOO_LONG',
    });
    expect((await call('GET', `${key}1`)).status).toBe(404);
    for (const query of ['?dryRun=true', '']) {
      const response = await system().resync(key, query);
      expect(response.status).toBe(422);
      expect(await readAnswer(response)).toMatchObject({ code: 'KEY_TOO_LONG' });
    }
  });

  it('is a review, and is sent again by it', async () => {
    const { reviews } = await readReviews(system(), '?reviewCode=KEY_TOO_LONG&top=200');
    expect(new Set(reviews.map(({ numeroAsociado }) => numeroAsociado))).toEqual(new Set(tooLong));
    const response = await system().call('POST', 'reviews/replay', { keys: [ofSigns, ofLetters] });
    expect(response.status).toBe(202);
    await system().settle();
    const { runId } = await readAnswer(response);
    expect(await system().accounts.read(runId)).toMatchObject({ detected: 2, counts: { rejected: 2 } });
  });

  it('is erased by all of it', async () => {
    await system().members.run(`DELETE FROM ${OTHER_TABLE} WHERE numero_asociado LIKE N'Ñ%'`);
    expect((await call('DELETE', ofLetters)).status).toBe(200);
    expect(await outcomeOf(ofLetters)).toBeUndefined();
    const { reviews } = await readReviews(system(), '?reviewCode=KEY_TOO_LONG&top=200');
    expect(reviews).toHaveLength(tooLong.length - 1);
  });

  it('that no column holds is refused', async () => {
    const response = await call('GET', 'A'.repeat(8_001));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST' });
  });
});

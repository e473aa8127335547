import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import { readReviews } from '../../support/readReviews.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();

/** What a column of text keeps apart and HubSpot's text does not. */
const odd = (index: number, spelled: (number: string) => string) => spelled(numberOf(index));
const rowOf = (index: number, key: string) => ({
  ...inventAssociate(index, PAST),
  numero_asociado: key,
  lastmodifieddate: null,
});

const entryOf = async (key: string) => (await system().ledger.read([key])).get(key);
const entries = async () => {
  const all = [];
  for await (const page of system().ledger.inOrder(null)) all.push(...page);
  return all;
};
const keysOf = (entry: { key: string; rivalKey?: string | undefined } | undefined) =>
  [entry?.key, entry?.rivalKey].sort();

describe('two members whose numbers are one to HubSpot', () => {
  it.each([
    [1, 'a leading blank', (number: string) => ` ${number}`],
    [3, 'a trailing tab', (number: string) => `${number}\t`],
    [5, 'a line end', (number: string) => `${number}\r\n`],
    [7, 'a control character', (number: string) => `${number}\u0001`],
    [9, 'DEL', (number: string) => `${number}\u007f`],
  ])('(%i) by %s are one conflict that names both, in one batch', async (index, _, spelled) => {
    const [key, other] = [numberOf(index), odd(index, spelled)];
    await system().members.insert([rowOf(index, key), rowOf(index + 1, other)]);
    await system().tick();

    const entry = await entryOf(key);
    expect(entry).toMatchObject({ outcome: 'conflict', code: 'KEY_SHARED', properties: ['numero_asociado'] });
    expect(keysOf(entry)).toEqual([key, other].sort());
    expect(await entryOf(other)).toEqual(entry);
    expect(contactsByNumber(system()).has(key)).toBe(false);
    // Each row counts, those of an earlier case among them, which the overlap reads again.
    const { detected, counts } = await system().accounts.read(entry?.runId ?? '');
    expect([counts.conflict, counts.pending]).toEqual([detected, 0]);
    expect(detected).toBeGreaterThanOrEqual(2);
  });

  it('across batches are the same, and the contact of the first stays as it is', async () => {
    const [key, other] = [numberOf(20), ` ${numberOf(20)}`];
    await system().members.insert([rowOf(20, key)]);
    await system().tick();
    const before = contactsByNumber(system()).get(key);
    expect(await entryOf(key)).toMatchObject({ outcome: 'created' });

    await system().members.insert([rowOf(21, other)]);
    await system().tick();
    expect(keysOf(await entryOf(key))).toEqual([other, key].sort());

    // Whichever of them changes: nobody is brought to HubSpot.
    for (const each of [key, other]) {
      await system().members.update([each], { lastname: 'Jiménez' });
      await system().tick();
      expect(await entryOf(each)).toMatchObject({ outcome: 'conflict', code: 'KEY_SHARED' });
    }
    const response = await system().resync(other);
    expect(response.status).toBe(409);
    expect(await readAnswer(response)).toMatchObject({ code: 'KEY_SHARED' });
    expect(contactsByNumber(system()).get(key)).toEqual(before);
  });

  it('have one review, which is closed when one of the two is gone', async () => {
    const [key, other] = [numberOf(20), ` ${numberOf(20)}`];
    const reviewsOf = async () =>
      (await readReviews(system(), '?reviewCode=KEY_SHARED')).reviews.filter(({ numeroAsociado, rivalKey }) =>
        [numeroAsociado, rivalKey].includes(key),
      );
    const [review, ...more] = await reviewsOf();
    expect(more).toEqual([]);
    expect([review?.['numeroAsociado'], review?.['rivalKey']].sort()).toEqual([other, key].sort());

    // The first one goes, whose contact it was: it is the other’s from now on.
    await system().members.delete([key]);
    expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
    await system().settle();

    expect(await entryOf(key)).toMatchObject({ key: other, outcome: 'updated', code: 'OK' });
    expect(contactsByNumber(system()).get(key)).toMatchObject({ email: 'asociado.21@example.com' });
    expect(await reviewsOf()).toEqual([]);
  });

  it('have one entry of the ledger', async () => {
    const all = await entries();
    expect(all.map(({ key }) => key.replace(/[\s\p{Cc}]/gu, '')).sort()).toEqual(
      [1, 3, 5, 7, 9, 20].map(numberOf),
    );
  });
});

describe('a member whose number is respelt', () => {
  const respell = async (was: string, key: string) => {
    await system().members.run(
      `UPDATE dbo.hb_contacts SET numero_asociado = '${key}', lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado = '${was}'`,
    );
  };

  it.each([
    ['in small letters', 'A-000030', 'a-000030'],
    ['back in capitals', 'a-000030', 'A-000030'],
    ['with a blank', 'A-000030', ' A-000030'],
    ['without it', ' A-000030', 'A-000030'],
  ])('%s keeps entry and contact', async (_, was, key) => {
    if (!(await entryOf(was))) {
      await system().members.insert([rowOf(30, was)]);
      await system().tick();
    }
    const before = await entryOf(was);
    const contacts = system().hubspot.contacts().length;
    await respell(was, key);
    await system().tick();

    const entry = await entryOf(was);
    expect(entry).toMatchObject({ key, code: 'OK', hubspotId: before?.hubspotId });
    expect(await entryOf(key)).toEqual(entry);
    expect(system().hubspot.contacts()).toHaveLength(contacts);
    const contact = system()
      .hubspot.contacts()
      .find(({ id }) => id === entry?.hubspotId);
    expect(contact?.properties['numero_asociado_clave']).toBe(key.trim());
    expect((await entries()).filter((one) => /A-000030/i.test(one.key))).toHaveLength(1);
  });
});

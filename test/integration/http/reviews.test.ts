import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createStorageClients, REVIEWS_TABLE } from '../../../shared/state/storageClients.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { readReviews } from '../../support/readReviews.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();

const replaySchema = z.object({
  runId: z.string(),
  count: z.number(),
  complete: z.boolean(),
  unknown: z.array(z.string()),
});

async function replay(body: object): Promise<z.infer<typeof replaySchema>> {
  const response = await system().call('POST', 'reviews/replay', body);
  expect(response.status).toBe(202);
  return replaySchema.parse(await response.json());
}

const numbersOf = async (query = '') =>
  (await readReviews(system(), query)).reviews.map(({ numeroAsociado }) => numeroAsociado);

const stampedNow = (index: number) => ({ ...inventAssociate(index, PAST), lastmodifieddate: null });

/** As somebody mends a row without stamping it: detection does not see it. */
async function mendUnseen(index: number, column: string, value: string): Promise<void> {
  await system().members.run(
    `UPDATE dbo.hb_contacts SET ${column} = N'${value}' WHERE numero_asociado = '${numberOf(index)}'`,
  );
}

describe('reviews', () => {
  it('list what a person must decide, newest first, with what to do, and nothing else', async () => {
    await system().members.insert([
      inventAssociate(1, PAST),
      { ...inventAssociate(2, PAST), email: 'sin.arroba' },
      { ...inventAssociate(3, PAST), no__de_cedula: '12345' },
      // A warning is no review.
      { ...inventAssociate(4, PAST), telefono_habitacion: '12' },
      { ...inventAssociate(5, PAST), email: 'sin.arroba' },
    ]);
    await system().tick();
    await system().members.insert([{ ...inventAssociate(6, PAST), email: 'asociado.1@example.com' }]);
    await system().resync(numberOf(6));

    const { reviews } = await readReviews(system());

    const [newest, ...others] = reviews;
    expect(others.map(({ numeroAsociado, code }) => `${numeroAsociado} ${code}`).sort()).toEqual([
      'A-000002 EMAIL_INVALID',
      'A-000003 CEDULA_INVALID',
      'A-000005 EMAIL_INVALID',
    ]);
    const owner = contactsByNumber(system()).has(numberOf(1));
    expect(owner).toBe(true);
    expect(newest).toMatchObject({
      numeroAsociado: 'A-000006',
      code: 'EMAIL_TAKEN',
      tries: 0,
      outcome: 'conflict',
      properties: ['email'],
      conflictId: expect.any(String),
      message: expect.stringContaining('email'),
      since: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('come in pages, and by code', async () => {
    const first = await readReviews(system(), '?top=3');
    expect(first.reviews).toHaveLength(3);
    const rest = await readReviews(system(), `?continuation=${encodeURIComponent(first.continuation ?? '')}`);
    const numbers = [...first.reviews, ...rest.reviews].map(({ numeroAsociado }) => numeroAsociado);
    expect(numbers.sort()).toEqual([2, 3, 5, 6].map(numberOf));
    expect(rest.continuation).toBeUndefined();
    expect([first.matching, rest.matching]).toEqual([4, 4]);
    expect((await numbersOf('?reviewCode=EMAIL_INVALID')).sort()).toEqual([numberOf(2), numberOf(5)]);
    expect(await numbersOf('?reviewCode=POISON')).toEqual([]);
  });

  it('are sent again by number: what was mended reaches HubSpot, and its review is gone', async () => {
    await mendUnseen(2, 'email', 'asociado.2@example.com');
    await system().tick();
    expect(await numbersOf('?reviewCode=EMAIL_INVALID')).toContain(numberOf(2));

    const { runId, count, unknown } = await replay({ keys: [numberOf(2), numberOf(2), 'nobody'] });
    expect({ count, unknown }).toEqual({ count: 1, unknown: ['nobody'] });
    await system().settle();

    expect(contactsByNumber(system()).has(numberOf(2))).toBe(true);
    expect(await numbersOf('?reviewCode=EMAIL_INVALID')).toEqual([numberOf(5)]);
    const run = await system().call('GET', `sync/${runId}`);
    expect(await run.json()).toMatchObject({
      mode: 'replay',
      done: true,
      detected: 1,
      counts: { created: 1, pending: 0 },
      recordsPerMinute: expect.any(Number),
      secondsLeft: 0,
    });
  });

  it('are sent again past the fingerprint: what somebody changed in HubSpot is set right', async () => {
    const { hubspot } = system();
    const contact = hubspot
      .contacts()
      .find(({ properties }) => properties['numero_asociado'] === numberOf(1));
    await fetch(`${hubspot.baseUrl}/crm/v3/objects/contacts/${contact?.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${hubspot.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { lastname: 'Cambiado a mano' } }),
    });
    expect(contactsByNumber(system()).get(numberOf(1))?.['lastname']).toBe('Cambiado a mano');

    await replay({ keys: [numberOf(1)] });
    await system().settle();

    expect(contactsByNumber(system()).get(numberOf(1))?.['lastname']).toBe('Núñez Peña');
  });

  it('are sent again by code while detection runs, and stay when nothing was mended', async () => {
    await mendUnseen(3, 'no__de_cedula', '1-9902-0003');
    const before = (await readReviews(system(), '?reviewCode=EMAIL_INVALID')).reviews;
    await system().members.insert(Array.from({ length: 150 }, (_, at) => stampedNow(100 + at)));

    const [detection, cedulas, emails] = await Promise.all([
      system().host.runTimer('detectChanges'),
      replay({ code: 'CEDULA_INVALID' }),
      replay({ code: 'EMAIL_INVALID' }),
    ]);
    expect(detection.succeeded).toBe(true);
    expect([cedulas, emails]).toMatchObject([
      { count: 1, complete: true },
      { count: 1, complete: true },
    ]);
    await system().settle();

    expect(contactsByNumber(system()).has(numberOf(3))).toBe(true);
    expect(contactsByNumber(system()).has(numberOf(249))).toBe(true);
    expect(await numbersOf('?reviewCode=CEDULA_INVALID')).toEqual([]);
    // The same trouble keeps its date.
    const after = (await readReviews(system(), '?reviewCode=EMAIL_INVALID')).reviews;
    expect(after).toMatchObject([{ numeroAsociado: numberOf(5), since: before[0]?.['since'] }]);
  });

  it('are selected by run and by time', async () => {
    const [review] = (await readReviews(system(), '?reviewCode=EMAIL_TAKEN')).reviews;
    const since = z.string().parse(review?.['since']);
    const runId = z.string().parse(review?.['runId']);
    expect((await replay({ runId: 'another' })).count).toBe(0);
    expect((await replay({ since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' })).count).toBe(0);
    expect((await replay({ since, until: since })).count).toBe(1);
    await system().settle();
    // The replay is its latest run by now.
    expect((await replay({ runId })).count).toBe(0);
    const [now] = (await readReviews(system(), '?reviewCode=EMAIL_TAKEN')).reviews;
    expect((await replay({ runId: z.string().parse(now?.['runId']) })).count).toBe(1);
    await system().settle();
  });

  it('of more than a page follow by themselves, and all are counted in the run', async () => {
    const faulty = Array.from({ length: 1050 }, (_, at) => ({
      ...stampedNow(2000 + at),
      no__de_cedula: '12345',
    }));
    await system().members.insert(faulty);
    await system().tick();

    const { runId, count, complete } = await replay({ code: 'CEDULA_INVALID' });
    expect({ count, complete }).toEqual({ count: 1000, complete: false });
    await system().settle();

    const run = await system().call('GET', `sync/${runId}`);
    expect(await run.json()).toMatchObject({ done: true, detected: 1050, counts: { rejected: 1050 } });
  });

  it('that a crash left over are not shown, and go once nobody can be at work on them', async () => {
    const clients = createStorageClients({ AzureWebJobsStorage: system().storage.connectionString });
    const index = createReviewIndex(clients.table(REVIEWS_TABLE));
    const stray = (reviewId: string, since: string) => ({
      key: numberOf(1),
      code: 'NUMBER_TAKEN',
      reviewId,
      since,
    });
    await index.open([stray('old', '2026-01-01T00:00:00.000Z'), stray('young', new Date().toISOString())]);

    expect(await numbersOf('?reviewCode=NUMBER_TAKEN')).toEqual([]);

    const left = await index.page({ code: 'NUMBER_TAKEN', top: 10 });
    expect(left.reviews.map(({ reviewId }) => reviewId)).toEqual(['young']);
  });
});

describe('a request that is not of the agreed form', () => {
  it.each([
    ['?reviewCode=NONE_SUCH', 'reviewCode is none of docs/reference/codes.md.'],
    ['?code=EMAIL_INVALID', 'code is the access key here: use reviewCode for the code of reviews.'],
    ['?top=0', 'top must be a whole number from 1 to 200.'],
    ['?top=many', 'top must be a whole number from 1 to 200.'],
    ['?top=201', 'top must be a whole number from 1 to 200.'],
    ['?continuation=nonsense', 'continuation is none that a page ended with.'],
    ['?colour=red', 'colour is not known here.'],
  ])('GET reviews%s is told what to correct', async (query, detail) => {
    const response = await system().call('GET', `reviews${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, code: 'BAD_REQUEST', detail });
  });

  it.each([
    [
      'nothing',
      { limit: 10, name: 'x' },
      'The request must name keys, or at least one of code, runId, since, until, resent and seen.',
    ],
    ['numbers and a code', { keys: ['A-1'], code: 'POISON' }, 'code does not go with keys.'],
    ['no limit', { code: 'POISON', limit: 0 }, 'limit must be a whole number from 1 to 1000.'],
    ['a name too long', { code: 'POISON', name: 'x'.repeat(81) }, 'name holds more than 80 characters.'],
    ['an unknown code', { code: 'none' }, 'code is none of docs/reference/codes.md.'],
    ['no number', { keys: [] }, 'keys is empty.'],
    ['an empty number', { keys: ['A-1', ' '] }, 'keys.1 is empty.'],
    ['a number alone', { keys: 'A-1' }, 'keys must be a list of associate numbers.'],
    [
      'too many numbers',
      { keys: Array.from({ length: 1001 }, (_, at) => numberOf(at)) },
      'keys holds more than 1000; select by code, runId or since.',
    ],
    ['a time in words', { since: 'yesterday' }, 'since must be a time such as 2026-11-22T19:25:00Z.'],
    [
      'until before since',
      // By the clock, not by the letters.
      { since: '2026-11-22T19:25:00-06:00', until: '2026-11-22T20:25:00Z' },
      'until is before since.',
    ],
    ['a field we do not know', { everything: true }, 'everything is not known here.'],
  ])('POST reviews/replay with %s is told what to correct', async (_, body, detail) => {
    const response = await system().call('POST', 'reviews/replay', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 400, code: 'BAD_REQUEST', detail });
  });

  it('and one without a body', async () => {
    const response = await system().call('POST', 'reviews/replay');
    expect(response.status).toBe(400);
  });
});

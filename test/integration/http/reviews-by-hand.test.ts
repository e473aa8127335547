import { describe, expect, it } from 'vitest';
import {
  type ReviewCounts,
  type Reviews,
  reviewCountsSchema,
  reviewsSchema,
} from '../../../shared/answers/reviews.ts';
import { runSchema, runsSchema } from '../../../shared/answers/runs.ts';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createStorageClients, REVIEWS_TABLE } from '../../../shared/state/storageClients.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const EMAILS = 12;
const system = useSystem();

const list = async (query = ''): Promise<Reviews> =>
  reviewsSchema.parse(await (await system().call('GET', `reviews${query}`)).json());
const counts = async (): Promise<ReviewCounts> =>
  reviewCountsSchema.parse(await (await system().call('GET', 'reviews/counts')).json());
const ofCode = async (code: string) => (await counts()).byCode.find((one) => one.code === code);
async function post(route: string, body: object) {
  const response = await system().call('POST', route, body);
  return { status: response.status, ...Object(await response.json()) };
}

describe('reviews', () => {
  it('are as many in the counts as in the list, under every filter', async () => {
    const rows = Array.from({ length: EMAILS }, (_, at) => ({
      ...inventAssociate(at + 1, PAST),
      email: 'sin.arroba',
    }));
    await system().members.insert([...rows, { ...inventAssociate(90, PAST), no__de_cedula: '12345' }]);
    await system().tick();

    const all = await counts();
    expect(all).toMatchObject({
      total: EMAILS + 1,
      byOutcome: { rejected: EMAILS + 1, conflict: 0, failed: 0 },
      newOfDay: EMAILS + 1,
      resending: 0,
    });
    expect((await list()).matching).toBe(all.total);
    for (const { code, reviews, outcome } of all.byCode) {
      expect([code, (await list(`?reviewCode=${code}`)).matching, outcome]).toEqual([
        code,
        reviews,
        'rejected',
      ]);
    }
    expect((await list('?seen=no&resent=never')).matching).toBe(all.total);
    expect((await list('?until=2026-01-01T00:00:00Z')).matching).toBe(0);
  });

  it('leave the list when they are sent again, and come back with a try more only if they fail again', async () => {
    await system().host.pause('upsertBatch');
    const body = { code: 'EMAIL_INVALID', limit: 2, name: 'Correos de Guápiles' };
    const { runId, count, complete } = await post('reviews/replay', body);
    expect({ count, complete }).toEqual({ count: 2, complete: true });
    expect(await counts()).toMatchObject({ total: EMAILS - 1, resending: 2 });
    expect((await list('?reviewCode=EMAIL_INVALID')).matching).toBe(EMAILS - 2);
    // Whoever sends all that are on the list sends these only.
    await system().members.run(
      "UPDATE dbo.hb_contacts SET email = N'uno@example.com' WHERE numero_asociado = 'A-000001'",
    );
    system().host.resume('upsertBatch');
    await system().settle();

    expect(await counts()).toMatchObject({ resending: 0 });
    const again = await list('?resent=again');
    expect(again.reviews.map(({ tries }) => tries)).toEqual(again.reviews.map(() => 1));
    expect(again.matching).toBe((await ofCode('EMAIL_INVALID'))?.again);
    expect(again.matchingAgain).toBe(again.matching);
    const run = runSchema.parse(await (await system().call('GET', `sync/${runId}`)).json());
    expect(run).toMatchObject({ mode: 'replay', name: 'Correos de Guápiles', state: 'ended', detected: 2 });
    const { runs } = runsSchema.parse(await (await system().call('GET', 'sync')).json());
    expect(runs.find((one) => one.runId === runId)).toEqual(run);
  });

  it('of a filter are sent as many as the list says, and what is on its way is not sent twice', async () => {
    await system().host.pause('upsertBatch');
    const { matching } = await list('?reviewCode=EMAIL_INVALID');
    expect(await post('reviews/replay', { code: 'EMAIL_INVALID' })).toMatchObject({
      status: 202,
      count: matching,
    });
    expect(await post('reviews/replay', { code: 'EMAIL_INVALID' })).toMatchObject({ status: 202, count: 0 });
    expect((await list('?reviewCode=EMAIL_INVALID')).matching).toBe(0);
    system().host.resume('upsertBatch');
    await system().settle();
    expect((await list('?reviewCode=EMAIL_INVALID')).matching).toBeGreaterThan(0);
  });

  it('keep what a person has done about them, also when they fail again', async () => {
    const key = numberOf(5);
    expect(await post('reviews/seen', { keys: [key, ` ${key}`, 'nobody'], mark: 'askedMember' })).toEqual({
      status: 200,
      marked: 1,
      unknown: ['nobody'],
    });
    expect(await post('reviews/seen', { keys: [numberOf(6)], mark: 'lookedAt' })).toMatchObject({
      marked: 1,
    });
    const before = (await list('?seen=noted')).reviews;
    expect(before).toMatchObject([
      { numeroAsociado: key, seen: { mark: 'askedMember', at: expect.stringMatching(/^20/) } },
    ]);
    expect([(await list('?seen=yes')).matching, (await list('?seen=no')).matching]).toEqual([
      2,
      (await counts()).total - 2,
    ]);
    await post('reviews/replay', { keys: [key] });
    await system().settle();
    const [noted] = (await list('?seen=noted')).reviews;
    const tries = 1 + (before[0]?.tries ?? 0);
    expect(noted).toMatchObject({ numeroAsociado: key, tries, seen: { mark: 'askedMember' } });
  });

  it('take no other mark: nothing that somebody types is kept', async () => {
    const answer = await post('reviews/seen', { keys: [numberOf(5)], mark: 'llamé a María' });
    expect(answer).toMatchObject({ status: 400, parameters: { field: 'mark', fault: 'oneOf' } });
  });

  it('whose sending broke off before it was on the queue are on the list again', async () => {
    const table = createStorageClients({ AzureWebJobsStorage: system().storage.connectionString }).table(
      REVIEWS_TABLE,
    );
    const index = createReviewIndex(table);
    const { reviews } = await index.page({ code: 'CEDULA_INVALID', top: 10 });
    await index.send(reviews, '20260101T000000Z-00000000');
    expect((await list('?reviewCode=CEDULA_INVALID')).matching).toBe(1);
  });
});

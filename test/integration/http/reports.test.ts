import { describe, expect, it } from 'vitest';
import { healthSchema } from '../../../shared/answers/health.ts';
import { type Metrics, metricsSchema } from '../../../shared/answers/metrics.ts';
import { type Report, reportSchema, reportsSchema } from '../../../shared/answers/reports.ts';
import { reviewCountsSchema } from '../../../shared/answers/reviews.ts';
import { runsSchema } from '../../../shared/answers/runs.ts';
import { lastWholeWeek } from '../../../shared/sync/weekly/week.ts';
import { inventAssociate } from '../../support/associates.ts';
import { recordsOfLastWeek } from '../../support/recordsOfLastWeek.ts';
import { useSystem } from '../../support/useSystem.ts';

const system = useSystem();
const { week, from, to } = lastWholeWeek(Date.now());
const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  system().call('GET', path, undefined, headers);
const read = async (): Promise<Report> => reportSchema.parse(await (await ask(`reports/${week}`)).json());
const metrics = async (): Promise<Metrics> =>
  metricsSchema.parse(await (await ask(`metrics?step=hour&${span}`)).json());

describe('GET /api/reports', () => {
  it('is empty, and has none of any week, before the first', async () => {
    expect(reportsSchema.parse(await (await ask('reports')).json())).toEqual({ reports: [] });
    const none = await ask(`reports/${week}`);
    expect([none.status, await none.json()]).toMatchObject([404, { code: 'REPORT_UNKNOWN' }]);
  });

  it('has the last whole week once its timer has run, and every number is that of the counters', async () => {
    await recordsOfLastWeek(system());
    await system().members.insert([
      { ...inventAssociate(1, '2026-01-05T00:00:00.000'), email: 'sin.arroba' },
      inventAssociate(2, '2026-01-05T00:00:00.000'),
    ]);
    await system().tick();
    await system().call('POST', 'sync', { mode: 'verify' });
    await system().settle();
    expect((await system().host.runTimer('report')).succeeded).toBe(true);

    const { reports } = reportsSchema.parse(await (await ask('reports')).json());
    expect(reports).toEqual([{ week, from: new Date(from).toISOString(), to: new Date(to).toISOString() }]);
    const [report, counters] = [await read(), await metrics()];
    const { figures } = report;
    expect(figures.totals).toEqual(counters.totals);
    expect(figures.totals).toMatchObject({ records: 300, batches: 3, calls: 6, outcomes: { failed: 3 } });
    expect(figures.lagMs).toEqual(counters.lagMs);
    expect(figures.quotaMaxPercent).toEqual(counters.quotaMaxPercent);
    expect(report.counted?.since).toBe(counters.counted?.since);
    const told = ({ targets }: Pick<Metrics, 'targets'>) =>
      targets.map(({ name, met, part, whole }) => ({ name, met, part, whole }));
    expect(told(report)).toEqual(told(counters));

    const { records, outcomes, notInHubSpot } = counters.totals;
    const { created, updated, adopted, unchanged, rejected, conflict, failed } = outcomes;
    const there = created + updated + adopted + unchanged - notInHubSpot;
    expect(figures.inHubSpotPercent).toBeCloseTo((100 * there) / records);
    const sumOf = (outcome: string) =>
      figures.byCode.reduce((sum, one) => sum + (one.outcome === outcome ? one.records : 0), 0);
    expect(['rejected', 'conflict', 'failed'].map(sumOf)).toEqual([rejected, conflict, failed]);
    expect(figures.byCode[0]).toEqual({ code: 'EMAIL_INVALID', outcome: 'rejected', records: 9 });

    const { runs } = runsSchema.parse(await (await ask('sync?top=200')).json());
    const ofWeek = runs.filter(
      ({ startedAt }) => Date.parse(startedAt) >= from && Date.parse(startedAt) < to,
    );
    expect(ofWeek).toHaveLength(3);
    expect(figures.detected).toBe(ofWeek.reduce((sum, run) => sum + run.detected, 0));
    const reviews = reviewCountsSchema.parse(await (await ask('reviews/counts')).json());
    expect(figures.openReviews).toBe(reviews.total);
    expect(report.oldestReviews).toEqual([
      { code: 'EMAIL_INVALID', since: reviews.oldestSince, reviews: reviews.total },
    ]);
    const verified = report.targets.find(({ name }) => name === 'accuracy');
    expect(figures.drifted).toEqual({ contacts: 0, of: verified?.whole, at: verified?.to });
    expect(report.before).toBeNull();
  });

  it('is made once, whatever comes later, and its timer is judged like the others', async () => {
    const before = await read();
    await system().members.update(['A-000002'], { lastname: 'Otro' });
    await system().tick();
    expect((await system().host.runTimer('report')).succeeded).toBe(true);
    expect(await read()).toEqual(before);
    const lines = system()
      .logLines()
      .filter(({ operation }) => operation === 'REPORT');
    expect(lines).toMatchObject([{ status: 'SUCCESS', message: `${week}: 300 records` }]);
    const { timers } = healthSchema.parse(await (await ask('health')).json());
    expect(timers.map(({ name, state }) => [name, state])).toContainEqual(['report', 'ok']);
    expect(await (await ask('status')).json()).toMatchObject({ timers: { report: { level: 'ok' } } });
  });

  it('is not sent again to whoever has it', async () => {
    for (const path of ['reports', `reports/${week}`]) {
      const etag = (await ask(path)).headers.get('etag') ?? '';
      expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
    }
  });

  it('is a file that needs nothing else, in either language', async () => {
    const { figures } = await read();
    for (const [language, says] of [
      ['es', ['Informe semanal', 'Correo no válido', 'Del lunes']],
      ['en', ['Weekly report', 'Email not valid', 'Monday']],
    ] as const) {
      const response = await ask(`reports/${week}?format=html`, { 'accept-language': language });
      const html = await response.text();
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="report-${week}.html"`);
      expect(response.headers.get('content-language')).toBe(language);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/,
      );
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.replaceAll('&#39;', "'")).toContain(`content="${policy}"`);
      expect(html).not.toMatch(/<script|<link|<img|\son\w+=|\sstyle=|https?:|url\(|@import|A-0000/);
      for (const text of says) expect(html).toContain(text);
      for (const count of Object.values(figures.totals.outcomes)) expect(html).toContain(`>${count}<`);
    }
  });

  it.each([
    'reports/2026-11-24',
    'reports/2026-13-01',
    'reports/latest',
    'reports/2026-11-23T00:00:00Z',
    'reports/%27%20or%20RowKey%20ne%20%27',
  ])('%s is told that a Monday has to be named', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'BAD_REQUEST',
      detail: 'week must be the Monday on which a week begins, such as 2026-11-23.',
    });
  });

  it('knows two formats', async () => {
    expect((await ask(`reports/${week}?format=json`)).status).toBe(200);
    const other = await ask(`reports/${week}?format=pdf`);
    expect([other.status, await other.json()]).toMatchObject([400, { parameters: { field: 'format' } }]);
  });
});

describe('a report that its timer missed', () => {
  const other = useSystem();

  it('is made up in the night, once', async () => {
    await recordsOfLastWeek(other());
    for (let night = 0; night < 2; night++)
      expect((await other().host.runTimer('reconcile')).succeeded).toBe(true);
    const { reports } = reportsSchema.parse(await (await other().call('GET', 'reports')).json());
    expect(reports.map((report) => report.week)).toEqual([week]);
    expect(
      other()
        .logLines()
        .filter(({ operation }) => operation === 'REPORT'),
    ).toHaveLength(1);
  });
});

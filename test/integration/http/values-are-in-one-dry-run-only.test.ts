// promise 8
import { expect, it } from 'vitest';
import { lastWholeWeek } from '../../../shared/sync/weekly/week.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { countedSince } from '../../support/countedSince.ts';
import { entitiesOf } from '../../support/entitiesOf.ts';
import { isIn } from '../../support/isIn.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const said: string[] = [];
const system = useSystem({ onLog: ({ message }) => said.push(message) });

/** No value of a person, or too short to be looked for. */
const HARMLESS = new Set([
  'numero_asociado',
  'lastmodifieddate',
  'marital_status',
  'frecuencia_deposito_de_su_salario',
]);

/** Something in every column that stands nowhere else; the second one passes no rule. */
const valid = { ...inventAssociate(1, PAST), firstname: 'Canarina', lastname: 'Pajarera Jaulón' };
const invalid = Object.fromEntries(
  Object.entries(inventAssociate(2, PAST)).map(([column, value]) => {
    const isText = typeof value === 'string' && Number.isNaN(Number(value)) && !HARMLESS.has(column);
    return [column, isText && !/fecha|date/.test(column) ? `canario-${column.slice(0, 12)}` : value];
  }),
);
const secrets = [valid, invalid].flatMap((row) =>
  Object.entries(row).flatMap(([column, value]) =>
    HARMLESS.has(column) || typeof value !== 'string' || value.trim().length < 5 ? [] : [value.trim()],
  ),
);

it('no answer, no log line and no table holds a value of a row; the dry run of that one associate does', async () => {
  const { week, from } = lastWholeWeek(Date.now());
  await countedSince(system().storage.connectionString, from);
  await system().members.insert([valid, invalid]);
  await system().tick();
  expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
  await system().settle();
  const verification = await system().call('POST', 'sync', {
    mode: 'verify',
    repair: true,
    name: 'Revisión',
  });
  await system().settle();
  const { runId } = Object(await verification.json());
  expect((await system().host.runTimer('report')).succeeded).toBe(true);

  const answers: string[] = [];
  const asked = [
    ['GET', 'health'],
    ['GET', 'status'],
    ['GET', 'metrics'],
    ['GET', 'reviews'],
    ['GET', 'reviews/counts'],
    ['GET', 'sync'],
    ['GET', `sync/${runId}`],
    ['GET', 'reports'],
    ['GET', `reports/${week}`],
    ['GET', `reports/${week}?format=html`],
    ['DELETE', `sync/${runId}`],
    ...[1, 2].flatMap(
      (index) =>
        [
          ['GET', `associates/${numberOf(index)}`],
          ['GET', `associates/${numberOf(index)}/history`],
          ['POST', `associates/${numberOf(index)}/resync`],
        ] as const,
    ),
    ['POST', 'reviews/replay', { keys: [numberOf(2)], name: 'Otra vez' }],
    ['POST', 'reviews/seen', { keys: [numberOf(2)], mark: 'askedMember' }],
  ] as const;
  for (const [method, route, body] of asked) {
    for (const language of ['es', 'en']) {
      const response = await system().call(method, route, body, { 'accept-language': language });
      expect([401, 500]).not.toContain(response.status);
      answers.push(await response.text());
    }
  }
  await system().settle();
  const tables = await entitiesOf(system().storage.connectionString);
  const dryRun = await (await system().resync(numberOf(1), '?dryRun=true')).text();

  // What is looked for is found where it may be, so the search itself works.
  expect(answers.join()).toContain(numberOf(2));
  expect(secrets.filter((value) => dryRun.includes(value)).length).toBeGreaterThan(5);
  const everywhere = [...answers, ...tables, ...said].join('\n');
  expect(secrets.filter((value) => isIn(everywhere, value))).toEqual([]);

  await system().call('DELETE', `associates/${numberOf(2)}`);
  const after = await entitiesOf(system().storage.connectionString);
  expect(after.filter((entity) => entity.includes(numberOf(2)))).toEqual([]);
});

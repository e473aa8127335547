import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { callCli } from '../../support/callCli.ts';
import { writeMappingFile } from '../../support/mappingFile.ts';
import { useWriter } from '../../support/useWriter.ts';

const findingSchema = z.object({
  area: z.string(),
  check: z.string(),
  state: z.enum(['well', 'warning', 'ill', 'unseen']),
  expected: z.string(),
  actual: z.string(),
  mend: z.string().optional(),
});

const world = useWriter('embedded');
const directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-doctor-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function examine(env: Readonly<Record<string, string>> = {}, args = '') {
  const { env: own, stateDir } = world();
  const all = { ...own, ...env };
  const answer = await callCli(`doctor --json --state ${stateDir}${args}`, { env: all, directory });
  const findings = z.array(findingSchema).parse(answer.result()['findings']);
  const of = (area: string, check: string) =>
    findings.find((finding) => finding.area === area && finding.check === check);
  return { exitCode: answer.exitCode, findings, of };
}

it('a cooperative at its beginning has warnings, each with what is expected, what is there, and what mends it', async () => {
  const { exitCode, findings, of } = await examine();
  expect(exitCode).toBe(0);
  expect(new Set(findings.map(({ area }) => area))).toEqual(
    new Set(['settings', 'sqlServer', 'hubspot', 'store', 'telemetry', 'schedules', 'clocks', 'versions']),
  );
  expect(findings.every(({ expected, actual }) => expected !== '' && actual !== '')).toBe(true);
  expect(of('sqlServer', 'changeTracking')).toMatchObject({ state: 'warning' });
  expect(of('sqlServer', 'changeTracking')?.mend).toMatch(/^sqlcmd .+03-change-tracking\.sql$/);
  expect(of('hubspot', 'writing')).toMatchObject({ state: 'well' });
  expect(of('clocks', 'HubSpot')).toMatchObject({ state: 'well' });
  expect((await examine({}, ' --strict')).exitCode).toBe(1);
});

it('what is wrong at each end is told, with the command that mends it', async () => {
  const { hubspot, members } = world();
  const lacking = writeMappingFile([[['hubspot', 'keyProperty'], 'clave_que_falta']]);
  const { exitCode, of } = await examine({ SYNC_CONFIG: lacking.path });
  lacking.remove();
  expect(exitCode).toBe(1);
  expect(of('hubspot', 'properties')).toMatchObject({
    state: 'ill',
    mend: 'npx hubspot-sync provision --apply',
  });

  await members.run(
    'CREATE TABLE dbo.otra (numero_asociado varchar(20) NOT NULL, lastmodifieddate datetime2(3) NULL)',
  );
  const other = writeMappingFile([[['source', 'table'], 'dbo.otra']]);
  const wrongTable = await examine({ SYNC_CONFIG: other.path });
  other.remove();
  expect(wrongTable.exitCode).toBe(1);
  expect(wrongTable.of('sqlServer', 'source')).toMatchObject({ state: 'ill' });

  const below = await examine({ HUBSPOT_RATE_LIMIT: '900' });
  expect(below.of('hubspot', 'rateLimit')?.mend).toMatch(/^HUBSPOT_RATE_LIMIT=\d+$/);

  const refused = await examine({ HUBSPOT_ACCESS_TOKEN: 'none-of-ours' });
  expect(refused.exitCode).toBe(4);
  expect(refused.findings.some(({ area, state }) => area === 'hubspot' && state === 'ill')).toBe(true);

  const malformed = await examine({ HUBSPOT_TIMEOUT_MS: 'soon' });
  expect(malformed.exitCode).toBe(1);
  expect(malformed.of('settings', 'settings')).toMatchObject({ state: 'ill' });
  expect(malformed.of('sqlServer', 'sqlServer')).toMatchObject({ state: 'unseen' });
  expect(hubspot.contacts()).toEqual([]);
});

it('what could not be looked at is neither well nor ill', async () => {
  const away = 'Server=127.0.0.1,1;User Id=a;Password=b;Database=c';
  const { exitCode, of } = await examine({ SQL_CONNECTION_STRING: away });
  expect(exitCode).toBe(5);
  expect(of('sqlServer', 'source')).toMatchObject({ state: 'unseen' });
  expect(of('clocks', 'SQL Server')).toMatchObject({ state: 'unseen' });
  expect(of('hubspot', 'properties')).toMatchObject({ state: 'well' });
  const { env, stateDir } = world();
  const told = await callCli(`doctor --language es --state ${stateDir}`, { env, directory });
  expect(told.stdout).toMatch(/se espera .+\n +hay .+\n +se corrige +sqlcmd/);
});

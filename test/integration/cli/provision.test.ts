import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../../checks/runProgram.ts';
import {
  type HubSpotStandin,
  type HubSpotStandinOptions,
  startHubSpotStandin,
} from '../../standins/hubspot/startHubSpotStandin.ts';
import { startSqlServerStandin } from '../../standins/sqlserver/startSqlServerStandin.ts';
import { COOPERATIVE_FIELDS } from '../../support/cooperativeFields.ts';
import {
  type MappingChange,
  portalProperties,
  testMapping,
  writeMappingFile,
} from '../../support/mappingFile.ts';
import { openMembersTable } from '../../support/membersTable.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const mapping = testMapping();
const { keyProperty } = mapping.hubspot;

const outcomeSchema = z.object({
  applied: z.boolean(),
  create: z.array(z.string()),
  groups: z.array(z.string()),
  created: z.array(z.string()),
  fine: z.array(z.string()),
  restore: z.array(z.string()),
  cannot: z.array(z.object({ property: z.string(), code: z.string(), sentence: z.string() })),
});

async function givenPortal(options: HubSpotStandinOptions = {}): Promise<HubSpotStandin> {
  const standin = await startHubSpotStandin(options);
  onTestFinished(() => standin.close());
  return standin;
}

function givenMapping(...changes: readonly MappingChange[]): string {
  const file = writeMappingFile(changes);
  onTestFinished(file.remove);
  return file.path;
}

/** The command as `npm run provision` starts it, with these settings and no others. */
function provision(args: readonly string[], settings: Readonly<Record<string, string>>) {
  return runProgram(process.execPath, ['shared/cli/provision.ts', ...args], {
    folder: ROOT,
    env: { PATH, NODE_COMPILE_CACHE, ...settings },
  });
}

const settingsOf = ({ baseUrl, token }: HubSpotStandin) => ({
  HUBSPOT_BASE_URL: baseUrl,
  HUBSPOT_ACCESS_TOKEN: token,
});

describe('an empty portal', () => {
  it('is planned without being touched, filled by --apply, and then needs nothing', async () => {
    const portal = await givenPortal();

    const planned = await provision([], settingsOf(portal));
    expect(planned).toMatchObject({ exitCode: 3, stderr: '' });
    expect(planned.stdout).toMatch(/numero_asociado_clave +string, unique +to create/);
    expect(planned.stdout).toMatch(/email +string +there/);
    expect(planned.stdout).toContain('Property group hubspot_sync ("Asociados"): to create.');
    expect(planned.stdout).toContain('npm run provision -- --apply');
    expect(portal.journal().filter(({ method }) => method === 'POST')).toEqual([]);

    const applied = await provision(['--apply'], settingsOf(portal));
    expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
    expect(applied.stdout).toMatch(/numero_asociado_clave +string, unique +created/);
    expect(portal.calls()).toMatchObject({ createGroup: 1, batchCreateProperties: 1 });

    const again = await provision(['--apply'], settingsOf(portal));
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(again.stdout).toContain('Nothing to create.');
    expect(portal.calls()).toMatchObject({ createGroup: 1, batchCreateProperties: 1 });
  });

  it('takes an associate’s contact by the key once it is filled, in every version of the API', async () => {
    for (const version of ['2026-09', '2026-03', 'v3']) {
      const portal = await givenPortal();
      const settings = { ...settingsOf(portal), HUBSPOT_API_VERSION: version };
      const { exitCode, stdout } = await provision(['--apply', '--json'], settings);
      const { created, fine, cannot } = outcomeSchema.parse(JSON.parse(stdout));
      expect({ exitCode, cannot }).toEqual({ exitCode: 0, cannot: [] });
      expect([...created, ...fine].sort()).toEqual(
        [keyProperty, ...COOPERATIVE_FIELDS.map(({ property }) => property)].sort(),
      );
      expect(
        portal.seedContact({
          [keyProperty]: 'A-1',
          salario_bruto_semanal_o_quincenal: '100',
          no__de_cedula: '1',
        }),
      ).toMatch(/^\d+$/);
    }
  });

  it('is filled although answers are lost', async () => {
    const portal = await givenPortal();
    portal.faults.inject({
      match: { operation: 'batchCreateProperties' },
      when: 'after',
      action: { kind: 'status', status: 502 },
    });
    portal.faults.inject({ match: { operation: 'createGroup' }, when: 'after', action: { kind: 'reset' } });
    const { exitCode, stdout } = await provision(['--apply', '--json'], settingsOf(portal));
    const { create, created } = outcomeSchema.parse(JSON.parse(stdout));
    expect({ exitCode, created }).toEqual({ exitCode: 0, created: create });
  });

  it('gets no sensitive property where the mapping leaves them out', async () => {
    const portal = await givenPortal();
    const SYNC_CONFIG = givenMapping([['sync', 'sensitiveFields'], 'leaveOut']);
    const { stdout } = await provision(['--json'], { ...settingsOf(portal), SYNC_CONFIG });
    const { create } = outcomeSchema.parse(JSON.parse(stdout));
    expect(create).toContain('no__de_cedula');
    expect(create).not.toContain('salario_bruto_semanal_o_quincenal');
  });
});

describe('the beneficiaries', () => {
  const slotsOf = (names: readonly string[]) =>
    names.flatMap((name) => /^porcentaje__beneficiario_(\d+)_$/.exec(name)?.[1] ?? []);
  const created = async (args: readonly string[], settings: Readonly<Record<string, string>> = {}) => {
    const portal = await givenPortal();
    const { stdout, stderr } = await provision(['--json', ...args], { ...settingsOf(portal), ...settings });
    expect(stderr).toBe('');
    return slotsOf(outcomeSchema.parse(JSON.parse(stdout)).create);
  };

  it('get the properties of one, as many as asked for, or as many as the table has room for', async () => {
    const server = await startSqlServerStandin();
    onTestFinished(() => server.close());
    const members = await openMembersTable(server.connectionString);
    onTestFinished(() => members.close());
    const SQL_CONNECTION_STRING = server.connectionString;
    expect(await created([])).toEqual(['1']);
    expect(await created(['--slots', '3'])).toEqual(['1', '2', '3']);
    expect(await created([], { SQL_CONNECTION_STRING })).toEqual(['1']);
    await members.addBeneficiaries(2);
    expect(await created([], { SQL_CONNECTION_STRING })).toEqual(['1', '2']);
  });

  it('are no reason to fail in silence when the table cannot be asked', async () => {
    const portal = await givenPortal();
    const SQL_CONNECTION_STRING = 'Server=127.0.0.1,9;Database=x;User Id=u;Password=p;Encrypt=false';
    const { exitCode, stderr } = await provision([], { ...settingsOf(portal), SQL_CONNECTION_STRING });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('SQL Server 127.0.0.1:9 cannot be reached');
  });
});

describe('a portal in use', () => {
  /** As the cooperative's: every property is there, and the number's has no unique values. */
  const inUse = portalProperties(mapping).filter(({ name }) => name !== keyProperty);

  it('gets the key of our own and nothing else', async () => {
    const portal = await givenPortal({ properties: inUse });
    const { exitCode, stdout } = await provision(['--apply', '--json'], settingsOf(portal));
    expect(exitCode).toBe(0);
    expect(outcomeSchema.parse(JSON.parse(stdout))).toMatchObject({ created: [keyProperty], cannot: [] });
  });

  it('cannot have the number as its key, and the command says what to set', async () => {
    const portal = await givenPortal({ properties: inUse });
    const SYNC_CONFIG = givenMapping([['hubspot', 'keyProperty'], 'numero_asociado']);
    const { exitCode, stdout } = await provision(['--apply'], { ...settingsOf(portal), SYNC_CONFIG });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('numero_asociado: KEY_PROPERTY_NOT_UNIQUE');
    expect(stdout).toContain('numero_asociado_clave');
    expect(portal.journal().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('keeps what has another type, and gets the rest', async () => {
    const other = inUse.map((one) =>
      one.name === 'salario_bruto_semanal_o_quincenal'
        ? ({ ...one, type: 'date', fieldType: 'date' } as const)
        : one,
    );
    const portal = await givenPortal({ properties: other });
    const { exitCode, stdout } = await provision(['--apply', '--json'], settingsOf(portal));
    expect(exitCode).toBe(1);
    expect(outcomeSchema.parse(JSON.parse(stdout))).toMatchObject({
      created: [keyProperty],
      cannot: [{ property: 'salario_bruto_semanal_o_quincenal', code: 'PROPERTY_TYPE_MISMATCH' }],
    });
  });
});

describe('a portal that hides some of it', () => {
  it('says which properties were archived, and brings them back', async () => {
    const portal = await givenPortal({ properties: portalProperties(mapping) });
    portal.archiveProperty('distrito');
    const planned = await provision([], settingsOf(portal));
    expect(planned.stdout).toContain(
      'Archived in HubSpot, and brought back with the values that contacts had in them: distrito.',
    );
    const { exitCode, stdout } = await provision(['--apply', '--json'], settingsOf(portal));
    expect(exitCode).toBe(0);
    expect(outcomeSchema.parse(JSON.parse(stdout))).toMatchObject({
      restore: ['distrito'],
      created: ['distrito'],
    });
  });

  it('calls Sensitive Data by its name, and neither missing nor to be created', async () => {
    const properties = portalProperties(mapping).map((property) =>
      property.name === 'distrito' ? { ...property, dataSensitivity: 'sensitive' as const } : property,
    );
    const portal = await givenPortal({ properties });
    const { exitCode, stdout } = await provision(['--json'], settingsOf(portal));
    expect(exitCode).toBe(1);
    expect(outcomeSchema.parse(JSON.parse(stdout))).toMatchObject({
      create: [],
      cannot: [
        {
          property: 'distrito',
          code: 'PROPERTY_SENSITIVE',
          sentence: expect.stringContaining('Sensitive Data'),
        },
      ],
    });
  });
});

describe('the command', () => {
  it('names the scope that the token lacks, and advises a token of its own', async () => {
    const portal = await givenPortal({
      scopes: { 'sync-token': ['crm.objects.contacts.read', 'crm.objects.contacts.write'] },
    });
    const settings = { ...settingsOf(portal), HUBSPOT_ACCESS_TOKEN: 'sync-token' };
    expect((await provision([], settings)).exitCode).toBe(3);
    const { exitCode, stderr } = await provision(['--apply'], settings);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/crm\.schemas\.contacts\.write.*a token of its own/);
    expect(stderr).not.toContain('sync-token');
  });

  it.each([
    ['no token', { HUBSPOT_ACCESS_TOKEN: '' }, 'The setting HUBSPOT_ACCESS_TOKEN is missing'],
    ['no URL', { HUBSPOT_BASE_URL: 'hubspot' }, 'The setting HUBSPOT_BASE_URL must be an http(s) URL'],
    [
      'no mapping file',
      { SYNC_CONFIG: 'none.yaml' },
      'SYNC_CONFIG: the mapping file none.yaml cannot be read',
    ],
    ['a token that HubSpot does not know', { HUBSPOT_ACCESS_TOKEN: 'tok-9' }, 'check HUBSPOT_ACCESS_TOKEN'],
  ])('says in one sentence what is wrong: %s', async (_, change, sentence) => {
    const portal = await givenPortal();
    const { exitCode, stdout, stderr } = await provision([], { ...settingsOf(portal), ...change });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('tok-9');
  });

  it('says it in JSON when asked to', async () => {
    const { exitCode, stdout } = await provision(['--json'], {});
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'CONFIGURATION', problems: [expect.stringContaining('HUBSPOT_ACCESS_TOKEN')] },
    });
  });

  it.each([['--aply'], ['extra'], ['--slots=many'], ['--slots=0']])(
    'shows how it is used: %s',
    async (argument) => {
      const { exitCode, stderr } = await provision([argument], {});
      expect(exitCode).toBe(2);
      expect(stderr).toContain('npm run provision -- [--apply] [--slots N] [--json]');
    },
  );
});

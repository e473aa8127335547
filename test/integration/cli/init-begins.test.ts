import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { callCli } from '../../support/callCli.ts';
import { useWriter } from '../../support/useWriter.ts';

const world = useWriter('embedded');
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-init-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Only where HubSpot is: a new user has no more. */
const settings = () => ({ HUBSPOT_BASE_URL: world().hubspot.baseUrl });
const secrets = () => {
  const { SQL_CONNECTION_STRING = '', HUBSPOT_ACCESS_TOKEN = '' } = world().env;
  return { SQL_CONNECTION_STRING, HUBSPOT_ACCESS_TOKEN };
};

describe('init', () => {
  it('asks for what is missing, keeps it for this user alone, and finds that the mapping file fits', async () => {
    const { SQL_CONNECTION_STRING, HUBSPOT_ACCESS_TOKEN } = secrets();
    writeFileSync(join(directory, '.env'), 'LOG_RECORDS=all\n');
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return question.startsWith('Token') ? HUBSPOT_ACCESS_TOKEN : SQL_CONNECTION_STRING;
    };
    const { exitCode, stdout, stderr } = await callCli('init', { env: settings(), directory, ask });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(questions).toHaveLength(2);
    expect(stdout).toContain('The mapping file that ships fits the table.');
    expect(stdout).toContain('npx hubspot-sync sync --dry-run --diff');
    const kept = readFileSync(join(directory, '.env'), 'utf8');
    expect(kept).toContain('LOG_RECORDS=all\n');
    expect(kept).toContain(HUBSPOT_ACCESS_TOKEN);
    expect(statSync(join(directory, '.env')).mode & 0o077).toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(HUBSPOT_ACCESS_TOKEN);
    expect((await callCli('init --json', { env: settings(), directory })).result()).toMatchObject({
      exitCode: 0,
      wrote: [],
      missingProperties: [],
    });
  });

  it('says which setting is missing where nobody can be asked', async () => {
    const answer = await callCli('init --json', { env: settings(), directory });
    expect(answer.result()).toMatchObject({ exitCode: 1, error: { code: 'CONFIGURATION' } });
  });

  it('proposes a mapping file for a table that is called otherwise, and leaves out what it lacks', async () => {
    const { members } = world();
    await members.run(`CREATE TABLE dbo.socios (
      numeroAsociado varchar(20) NOT NULL PRIMARY KEY, cedula varchar(20) NULL, firstname nvarchar(100) NULL,
      Apellidos nvarchar(100) NULL, correoElectronico nvarchar(200) NULL, equipo nvarchar(50) NULL, modificado datetime2 NOT NULL)`);
    const env = { ...settings(), ...secrets() };
    const answer = await callCli('init --table dbo.socios --json', { env, directory });
    expect(answer.result()).toMatchObject({ exitCode: 0, mapping: 'contacts.yaml', problems: [] });
    const { source, fields } = loadMapping(join(directory, 'contacts.yaml'), {});
    expect(source).toMatchObject({ table: 'dbo.socios', key: 'numeroAsociado', changedAt: 'modificado' });
    expect(fields.map(({ column, property }) => [column, property])).toEqual([
      ['numeroAsociado', 'numero_asociado'],
      ['cedula', 'no__de_cedula'],
      ['firstname', 'firstname'],
      ['Apellidos', 'lastname'],
      ['correoElectronico', 'email'],
    ]);
    expect(JSON.stringify(answer.result()['notes'])).toContain('equipo');
    expect(readFileSync(join(directory, '.env'), 'utf8')).toContain('SYNC_CONFIG=');
    expect(statSync(join(directory, '.env')).mode & 0o077).toBe(0);

    const again = await callCli('init --table dbo.socios', { env, directory });
    expect(again).toMatchObject({ exitCode: 2 });
    expect(again.stderr).toContain('--force');
    const forced = await callCli('init --table dbo.socios --force', { env, directory });
    expect(forced).toMatchObject({ exitCode: 0 });
  });

  it('says which table there is none of', async () => {
    const answer = await callCli('init --table dbo.nada', {
      env: { ...settings(), ...secrets() },
      directory,
    });
    expect(answer).toMatchObject({ exitCode: 2, stdout: '' });
    expect(answer.stderr).toContain('There is no table dbo.nada');
  });
});

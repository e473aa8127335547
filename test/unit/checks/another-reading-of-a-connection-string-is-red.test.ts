import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from '../../checks/checkSqlClient.ts';
import { compareReading } from '../../checks/compareReadings.ts';
import { CONNECTION_STRINGS } from '../../checks/connectionStrings.ts';
import { MissingTool } from '../../checks/missingTool.ts';
import { type Reading, runSqlClient } from '../../checks/runSqlClient.ts';

const TEXT = 'Server=sql01\\CRM,1444;Database=crm;User Id=sync;Password=secret';
const THEIRS: Reading = {
  error: null,
  host: 'sql01',
  port: 1444,
  instance: null,
  partner: null,
  database: 'crm',
  user: 'sync',
  password: 'secret',
  encrypt: 'True',
  trustServerCertificate: false,
  hostNameInCertificate: null,
  applicationName: null,
  workstationId: null,
  language: null,
  readOnly: false,
  multiSubnetFailover: false,
  authentication: null,
};

describe('a connection string', () => {
  it('that both read alike is no finding', () => {
    expect(compareReading({ text: TEXT }, THEIRS)).toEqual([]);
  });

  it.each([
    [{ host: 'sql02' }, /host is sql01 to us and sql02 to SqlClient/],
    [{ port: 1433 }, /port is 1444 to us/],
    [{ instance: 'CRM' }, /instance/],
    [{ password: 'other' }, /password/],
    [{ encrypt: 'Strict' }, /encrypt/],
    [{ trustServerCertificate: true }, /trustServerCertificate/],
    [{ readOnly: true }, /readOnly/],
    [{ error: 'ArgumentException' }, /we read it, and SqlClient does not/],
  ])('that SqlClient reads otherwise (%o) is one', (change, finding) => {
    expect(compareReading({ text: TEXT }, { ...THEIRS, ...change })).toEqual([
      expect.stringMatching(finding),
    ]);
  });

  it('that we refuse without a reason on the list, or read against it, is one', () => {
    const bogus = { text: 'Server=a;Bogus=1' };
    expect(compareReading(bogus, { ...THEIRS, error: 'ArgumentException' })).toHaveLength(1);
    expect(compareReading({ text: TEXT, refused: /never/ }, THEIRS)).toHaveLength(1);
    expect(compareReading({ text: TEXT, isMercy: true }, THEIRS)).toHaveLength(1);
  });

  it('is one of at least sixty', () => {
    expect(CONNECTION_STRINGS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CONNECTION_STRINGS.map(({ text }) => text)).size).toBe(CONNECTION_STRINGS.length);
  });
});

describe('a deed of SqlClient', () => {
  const deed = (name: string, result: string | null, errorNumber: number | null = null) => {
    return { name, result, errorNumber, error: null };
  };
  const findings = (deeds: Parameters<typeof judge>[0]['deeds']) =>
    judge({ version: '7', readings: [], deeds }).findings.filter((finding) =>
      finding.startsWith('SqlClient'),
    );

  it('that comes to something else, or does not happen, is a finding', () => {
    expect(findings([])).toContain('SqlClient, count: nothing instead of 2');
    expect(findings([deed('count', '3')])).toContain('SqlClient, count: 3 instead of 2');
    expect(findings([deed('count', '2')])).not.toContain(expect.stringContaining('count'));
    expect(findings([deed('error 208', null, 50_999)])).toContain(
      'SqlClient, error 208: 50999 (null) instead of 208',
    );
    expect(findings([])).toContain('SqlClient reads no "marital_status Byte 2"');
  });

  it('that goes further than the stand-in was known to go is one too', () => {
    expect(findings([deed('schema', '1')])).toContain(
      'SqlClient, schema: works by now; say so in the README',
    );
  });
});

it.skipIf(process.platform === 'win32')('without ICU says what is missing and how to get it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-icu-'));
  const dotnet = '#!/bin/sh\necho "Process terminated. Couldn\'t find a valid ICU package" >&2\nexit 134\n';
  try {
    writeFileSync(join(folder, 'dotnet'), dotnet, { mode: 0o755 });
    const request = { connectionStrings: [], server: '' };
    const run = runSqlClient('any.dll', request, { ...process.env, PATH: folder });
    await expect(run).rejects.toSatisfy(
      (error) => error instanceof MissingTool && /libicu72/.test(error.howToGet),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../shared/errors.ts';
import { connectionConfig } from '../../../shared/source/connection/connectionConfig.ts';
import { CONNECTION_STRINGS } from '../../checks/connectionStrings.ts';

const CLIENT_ID = '11111111-2222-3333-4444-555555555555';
const configOf = (text: string) => connectionConfig(text).config;

describe('the connection string', () => {
  it('with a SQL login keeps TLS on and certificates checked unless it says otherwise', () => {
    const config = configOf('Server=db.example.com,1444;Database=crm;User Id=sync;Password="a;b"');
    expect(config).toMatchObject({
      server: 'db.example.com',
      port: 1444,
      database: 'crm',
      user: 'sync',
      password: 'a;b',
      options: { encrypt: true, trustServerCertificate: false },
    });
    expect(configOf('Server=db;Encrypt=false;User Id=u;Password=p').options?.encrypt).toBe(false);
  });

  it.each(CONNECTION_STRINGS.filter(({ refused }) => !refused).map(({ text }) => text))(
    'as people write it is read: %s',
    (text) => {
      expect(configOf(text).server).not.toBe('');
    },
  );

  it.each(CONNECTION_STRINGS.flatMap(({ text, refused }) => (refused ? [[text, refused] as const] : [])))(
    'that cannot work says in one sentence what to write instead, and is not repeated: %s',
    (text, refused) => {
      expect(() => configOf(text)).toThrow(ConfigurationError);
      expect(() => configOf(text)).toThrow(refused);
      expect(() => configOf(text)).toThrow(/^The setting SQL_CONNECTION_STRING [^.]*(?:\.[^.]+)*[.]$/);
      for (const secret of ['secret', 'just some', 'Databse', 'nowhere', 'coop'])
        expect(() => configOf(text)).not.toThrow(new RegExp(secret));
    },
  );

  it.each([
    ['Active Directory Default', 'azure-active-directory-default'],
    ['ActiveDirectoryDefault', 'azure-active-directory-default'],
    ['Active Directory Managed Identity', 'azure-active-directory-msi-app-service'],
    ['Active Directory MSI', 'azure-active-directory-msi-app-service'],
  ])('with Authentication=%s logs in by %s, a user-assigned identity by its client id', (method, type) => {
    const system = configOf(`Server=db;Database=crm;Authentication=${method}`);
    expect(system).toMatchObject({ authentication_type: type });
    expect(system).not.toHaveProperty('clientId');
    const assigned = configOf(`Server=db;Database=crm;Authentication=${method};User Id=${CLIENT_ID}`);
    expect(assigned).toMatchObject({ authentication_type: type, clientId: CLIENT_ID });
    expect(assigned).not.toHaveProperty('user');
  });

  it('asks the browser service for the port of an instance only where no port stands beside it', () => {
    expect(configOf('Server=H\\INST').options?.instanceName).toBe('INST');
    expect(configOf('Server=H\\INST')).not.toHaveProperty('port');
    const named = configOf('Server=H\\INST,1444');
    expect(named).toMatchObject({ server: 'H', port: 1444 });
    expect(named.options).not.toHaveProperty('instanceName');
  });

  it('with Encrypt=Strict speaks TDS 8, checks the certificate whatever else it says, and by the name it says', () => {
    const { options } = configOf(
      'Server=db;Encrypt=Strict;TrustServerCertificate=true;HostNameInCertificate=sql.coop',
    );
    expect(options).toMatchObject({
      encrypt: 'strict',
      trustServerCertificate: false,
      serverName: 'sql.coop',
    });
  });

  it('with a certificate’s file trusts that certificate', () => {
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    writeFileSync(join(folder, 'sql.pem'), 'PEM');
    try {
      const { options } = configOf(`Server=db;Server Certificate=${join(folder, 'sql.pem')}`);
      expect(options).toMatchObject({ cryptoCredentialsDetails: { ca: Buffer.from('PEM') } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['Min Pool Size=50', { min: 4, max: 4 }],
    ['Min Pool Size=50;Max Pool Size=60', { min: 50, max: 60 }],
    ['Max Pool Size=2;Min Pool Size=3', { min: 2, max: 2 }],
    ['', { min: 0, max: 4 }],
  ])('never keeps more connections than it may have: %s', (text, pool) => {
    expect(configOf(`Server=db;${text}`).pool).toMatchObject(pool);
  });

  it.each([
    ['ReadOnly', true],
    ['ReadWrite', false],
  ])('with ApplicationIntent=%s asks for a replica: %s', (intent, readOnlyIntent) => {
    expect(configOf(`Server=db;ApplicationIntent=${intent}`).options).toMatchObject({ readOnlyIntent });
  });

  it('names the application, its own or ours', () => {
    expect(configOf('Server=db').options).toMatchObject({ appName: 'hubspot-sync' });
    expect(configOf('Server=db;Application Name=crm-sync').options).toMatchObject({ appName: 'crm-sync' });
  });
});

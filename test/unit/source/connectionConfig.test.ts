import { describe, expect, it } from 'vitest';
import { connectionConfig } from '../../../shared/source/connectionConfig.ts';

const CLIENT_ID = '11111111-2222-3333-4444-555555555555';

describe('the connection string', () => {
  it('with a SQL login keeps TLS on and certificates checked unless it says otherwise', () => {
    const config = connectionConfig('Server=db.example.com,1444;Database=crm;User Id=sync;Password="a;b"');
    expect(config).toMatchObject({
      server: 'db.example.com',
      port: 1444,
      database: 'crm',
      user: 'sync',
      password: 'a;b',
    });
    expect(config.options?.encrypt).not.toBe(false);
    expect(config.options?.trustServerCertificate).not.toBe(true);
    expect(connectionConfig('Server=db;Encrypt=false;User Id=u;Password=p').options?.encrypt).toBe(false);
  });

  it.each([
    ['Active Directory Default', 'azure-active-directory-default'],
    ['ActiveDirectoryDefault', 'azure-active-directory-default'],
    ['Active Directory Managed Identity', 'azure-active-directory-msi-app-service'],
    ['Active Directory MSI', 'azure-active-directory-msi-app-service'],
  ])('with Authentication=%s logs in by %s, a user-assigned identity by its client id', (method, type) => {
    expect(connectionConfig(`Server=db;Database=crm;Authentication=${method}`)).toMatchObject({
      authentication_type: type,
    });
    const assigned = connectionConfig(`Server=db;Database=crm;Authentication=${method};User Id=${CLIENT_ID}`);
    expect(assigned).toMatchObject({ authentication_type: type, clientId: CLIENT_ID, user: undefined });
  });

  it('with another Authentication is refused, and so is what is no connection string; neither is repeated', () => {
    const directory = () =>
      connectionConfig('Server=db;Authentication=Active Directory Interactive;Password=secret');
    expect(directory).toThrow(/SQL_CONNECTION_STRING has an Authentication that is not supported/);
    expect(directory).not.toThrow(/secret/);
    const nonsense = () => connectionConfig('my secret');
    expect(nonsense).toThrow(/SQL_CONNECTION_STRING is not a connection string/);
    expect(nonsense).not.toThrow(/my secret/);
  });

  it.each([
    ['ReadOnly', true],
    ['ReadWrite', false],
  ])('with ApplicationIntent=%s asks for a replica: %s', (intent, readOnlyIntent) => {
    expect(connectionConfig(`Server=db;ApplicationIntent=${intent}`).options).toMatchObject({
      readOnlyIntent,
    });
  });

  it('names the application, its own or ours', () => {
    expect(connectionConfig('Server=db').options).toMatchObject({ appName: 'hubspot-sync' });
    expect(connectionConfig('Server=db;Application Name=crm-sync').options).toMatchObject({
      appName: 'crm-sync',
    });
  });
});

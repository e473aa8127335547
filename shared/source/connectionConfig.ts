import { parse } from '@tediousjs/connection-string';
import sql from 'mssql';
import { ConfigurationError } from '../errors.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const CONNECTIONS = 4;
/** Fewer, larger packets: twice the rows per second on wide tables. */
const PACKET_SIZE = 16_384;

/** `Authentication=…` as Microsoft's drivers write it → tedious' name for it. `mssql` knows two of them and takes the rest for a SQL login. */
const AUTHENTICATION: Readonly<Record<string, string>> = {
  'active directory default': 'azure-active-directory-default',
  'active directory managed identity': 'azure-active-directory-msi-app-service',
  'active directory msi': 'azure-active-directory-msi-app-service',
};

/**
 * The driver's configuration out of `SQL_CONNECTION_STRING`: a SQL login, or `Authentication=Active Directory Default`
 * or `… Managed Identity`, where `User Id` is the client id of a user-assigned identity. TLS is on and certificates are
 * checked unless the string says otherwise; application name, packet size and time-outs are ours.
 *
 * @throws ConfigurationError that does not repeat the string.
 */
export function connectionConfig(connectionString: string): sql.config {
  const entries = readEntries(connectionString);
  const value = (...names: string[]) =>
    names.map((name) => entries.get(name)).find((found) => found !== undefined);
  const config = parseWithDriver(connectionString);
  const authentication = value('authentication');
  const isDirectory = /^active\s*directory/i.test(authentication ?? '');
  return {
    ...config,
    ...(isDirectory ? directoryLogin(authentication ?? '', value('user id', 'uid', 'user')) : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    pool: { min: 0, max: CONNECTIONS, idleTimeoutMillis: 30_000, ...config.pool },
    options: {
      ...config.options,
      appName: value('application name', 'app') ?? 'hubspot-sync',
      readOnlyIntent: /^read\s*only$/i.test(value('applicationintent', 'application intent') ?? ''),
      useUTC: true,
      packetSize: PACKET_SIZE,
    },
  };
}

function parseWithDriver(connectionString: string): sql.config {
  try {
    const config = sql.ConnectionPool.parseConnectionString(connectionString);
    if (config.server) return config;
  } catch {
    // The reason may repeat the string, which holds a password.
  }
  throw new ConfigurationError([
    'The setting SQL_CONNECTION_STRING is not a connection string such as "Server=host,1433;Database=db;User Id=user;Password=…".',
  ]);
}

function readEntries(connectionString: string): ReadonlyMap<string, string> {
  try {
    return new Map([...parse(connectionString)].map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    return new Map();
  }
}

function directoryLogin(method: string, clientId: string | undefined) {
  const type = AUTHENTICATION[method.toLowerCase().replace(/^active\s*directory\s*/, 'active directory ')];
  if (!type) {
    throw new ConfigurationError([
      `The setting SQL_CONNECTION_STRING has an Authentication that is not supported: use "Active Directory Default", "Active Directory Managed Identity", or a SQL login without Authentication.`,
    ]);
  }
  return {
    authentication_type: type,
    ...(clientId === undefined ? {} : { clientId }),
    user: undefined,
    password: undefined,
  };
}

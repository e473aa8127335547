import { readFileSync } from 'node:fs';
import type sql from 'mssql';
import type { Keyword } from './keywords.ts';
import { type ConnectionValues, readConnectionString, refuse } from './readConnectionString.ts';
import { type LoginConfig, readLogin } from './readLogin.ts';
import { readServer, type ServerAddress } from './readServer.ts';
import { isTrue, numberOf, wordOf } from './readValues.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const CONNECTIONS = 4;
/** Fewer, larger packets: twice the rows per second on wide tables. */
const PACKET_SIZE = 16_384;

/** What a connection is made from. */
export interface ConnectionConfig {
  readonly config: sql.config & LoginConfig;
  readonly server: ServerAddress;
  /** The mirror, which is tried when the server does not let us in. */
  readonly partner: ServerAddress | undefined;
}

/** Keywords that ask for what this app has not, with what to do about it. */
const REFUSED: Readonly<Partial<Record<Keyword, string>>> = {
  attachdbfilename: 'names a database file to attach: write Database=name instead.',
  'attestation protocol':
    'asks for an enclave of Always Encrypted, which this app does not decrypt: leave Attestation Protocol out.',
  'enclave attestation url':
    'asks for an enclave of Always Encrypted, which this app does not decrypt: leave Enclave Attestation Url out.',
};

/**
 * The driver's configuration out of `SQL_CONNECTION_STRING`, read as SqlClient reads it. TLS is on and certificates are checked
 * unless the string says otherwise; packet size, time-outs, and the pool unless the string has it smaller or larger, are ours.
 *
 * @throws ConfigurationError, one sentence that does not repeat the string.
 */
export function connectionConfig(connectionString: string): ConnectionConfig {
  const values = readConnectionString(connectionString);
  for (const [keyword, sentence] of Object.entries(REFUSED)) {
    if (isGiven(values, keyword)) throw refuse(sentence);
  }
  refuseSwitches(values);
  const server = readServer(values.get('data source') ?? '');
  const [partner, database, workstationId, language] = (
    ['failover partner', 'initial catalog', 'workstation id', 'current language'] as const
  ).map((keyword) => values.get(keyword));
  return {
    server,
    partner: partner ? readServer(partner, 'Failover Partner') : undefined,
    config: {
      ...addressOf(server),
      ...readLogin(values),
      ...(database ? { database } : {}),
      connectionTimeout: CONNECT_TIMEOUT_MS,
      pool: readPool(values),
      options: {
        ...optionsOf(server),
        ...readEncryption(values),
        appName: values.get('application name') || 'hubspot-sync',
        readOnlyIntent: wordOf(values, 'application intent', ['readonly', 'readwrite']) === 'readonly',
        multiSubnetFailover: isTrue(values, 'multi subnet failover'),
        ...(workstationId ? { workstationId } : {}),
        ...(language ? { language } : {}),
        useUTC: true,
        packetSize: PACKET_SIZE,
      },
    },
  };
}

/** Host and port as the driver wants them, and the instance where its browser service is asked for the port. */
export function addressOf({ host, port }: ServerAddress): Pick<sql.config, 'server' | 'port'> {
  return port === undefined ? { server: host } : { server: host, port };
}

export function optionsOf({ instance, port }: ServerAddress): { readonly instanceName?: string } {
  return port === undefined && instance !== undefined ? { instanceName: instance } : {};
}

function isGiven(values: ConnectionValues, keyword: string): boolean {
  return [...values].some(
    ([name, value]) => name === keyword && value !== '' && !/^notspecified$/i.test(value),
  );
}

function refuseSwitches(values: ConnectionValues): void {
  if (isTrue(values, 'user instance'))
    throw refuse(
      'asks for a User Instance, which only SQL Server Express has: write Server=host,port instead.',
    );
  if (isTrue(values, 'context connection'))
    throw refuse('asks for a Context Connection, which exists inside SQL Server only: leave it out.');
  if (wordOf(values, 'column encryption setting', ['enabled', 'disabled']) === 'enabled')
    throw refuse(
      'has Column Encryption Setting=Enabled, and this app does not decrypt Always Encrypted columns: leave it out, and map no such column.',
    );
}

/** Never fewer at least than at most, which SqlClient refuses and the driver would wait for for ever. */
function readPool(values: ConnectionValues): { min: number; max: number; idleTimeoutMillis: number } {
  const max = numberOf(values, 'max pool size') || CONNECTIONS;
  const min = Math.min(numberOf(values, 'min pool size') ?? 0, max);
  return { min, max, idleTimeoutMillis: 30_000 };
}

/**
 * `Encrypt`: on, unless it is optional; `strict` is TDS 8, where TLS comes first and the certificate always counts. A certificate
 * that is named as a file is the one that is trusted.
 */
function readEncryption(values: ConnectionValues): sql.IOptions {
  const word = wordOf(values, 'encrypt', [
    'true',
    'yes',
    'mandatory',
    'false',
    'no',
    'optional',
    'strict',
  ] as const);
  const isStrict = word === 'strict';
  const host = values.get('host name in certificate');
  const file = values.get('server certificate');
  return {
    encrypt: word === undefined || ['true', 'yes', 'mandatory'].includes(word),
    trustServerCertificate: !isStrict && isTrue(values, 'trust server certificate'),
    ...(isStrict ? { encrypt: 'strict' } : {}),
    ...(host ? { serverName: host } : {}),
    ...(file ? { cryptoCredentialsDetails: { ca: readCertificate(file) } } : {}),
  };
}

function readCertificate(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw refuse(
      'names a Server Certificate that cannot be read: its path is taken from the folder of the app.',
    );
  }
}

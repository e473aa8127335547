import { connectionConfig } from '../../shared/source/connection/connectionConfig.ts';
import type { ServerAddress } from '../../shared/source/connection/readServer.ts';
import type { ConnectionStringCase } from './connectionStrings.ts';
import type { Reading } from './runSqlClient.ts';

/** How our reading of a connection string differs from SqlClient's, in one line each; nothing where it does not. */
export function compareReading({ text, refused, isMercy }: ConnectionStringCase, theirs: Reading): string[] {
  const ours = ourReading(text);
  if (typeof ours === 'string') {
    if (refused?.test(ours)) return [];
    const said = theirs.error ? `SqlClient does not either (${theirs.error})` : 'SqlClient reads it';
    return [`${text}: we refuse it, and ${said}: ${ours}`];
  }
  if (refused) return [`${text}: we read it, and were to refuse it by ${refused}`];
  if (theirs.error !== null)
    return isMercy ? [] : [`${text}: we read it, and SqlClient does not (${theirs.error})`];
  if (isMercy) return [`${text}: SqlClient reads it by now, so it needs no mercy`];
  return Object.entries(ours).flatMap(([name, value]) => {
    const theirValue = Object.entries(theirs).find(([other]) => other === name)?.[1] ?? null;
    const isSame = isEqual(name, value, theirValue);
    return isSame
      ? []
      : [`${text}: ${name} is ${String(value)} to us and ${String(theirValue)} to SqlClient`];
  });
}

/** Names of hosts do not tell cases apart, port 1433 need not be said, and an empty text is none; everything else is exact. */
function isEqual(name: string, ours: unknown, theirs: unknown): boolean {
  const fold = (value: unknown) => {
    if (name === 'host' || name === 'instance') return String(value ?? '').toLowerCase();
    if (name === 'port') return value ?? 1433;
    return value === '' ? null : (value ?? null);
  };
  return fold(ours) === fold(theirs);
}

/** Ours in SqlClient's terms; the sentence, where we refuse it. */
function ourReading(text: string): Partial<Reading> | string {
  try {
    const { config, server, partner } = connectionConfig(text);
    const { options = {} } = config;
    const isStrict = options.encrypt === 'strict';
    const user = config.domain === undefined ? config.user : `${config.domain}\\${config.user}`;
    return {
      ...addressOf(server),
      partner: partner ? written(partner) : null,
      database: config.database ?? null,
      user: config.clientId ?? user ?? null,
      password: config.password ?? null,
      encrypt: isStrict ? 'Strict' : options.encrypt ? 'True' : 'False',
      ...(isStrict ? {} : { trustServerCertificate: options.trustServerCertificate ?? null }),
      hostNameInCertificate: options.serverName ?? null,
      ...(options.appName === 'hubspot-sync' ? {} : { applicationName: options.appName ?? null }),
      workstationId: options.workstationId ?? null,
      language: options.language ?? null,
      readOnly: options.readOnlyIntent ?? false,
      multiSubnetFailover: options.multiSubnetFailover ?? false,
    };
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

/** An instance beside a port is not asked for. */
function addressOf({ host, port, instance }: ServerAddress): Pick<Reading, 'host' | 'port' | 'instance'> {
  return { host, port: port ?? null, instance: port === undefined ? (instance ?? null) : null };
}

function written({ host, port, instance }: ServerAddress): string {
  const named = instance === undefined ? host : `${host}\\${instance}`;
  return port === undefined || port === 1433 ? named : `${named},${port}`;
}

import { refuse } from './readConnectionString.ts';

/** Where a `Server=…` leads. */
export interface ServerAddress {
  readonly host: string;
  /** A port that stands beside an instance is where that listens, and nobody asks the browser service. */
  readonly port: number | undefined;
  readonly instance: string | undefined;
}

const DEFAULT_PORT = 1433;
/** The default instance has a name that no client takes, and port 1433. */
const DEFAULT_INSTANCE = /^mssqlserver$/i;
const LOCAL = /^(?:\.|\(local\)|localhost)$/i;
const HELP: Readonly<Record<string, string>> = {
  np: 'names a pipe (np:), which only Windows has: write Server=host,port instead.',
  lpc: 'asks for shared memory (lpc:), which only the server’s own machine has: write Server=host,port instead.',
  admin: 'asks for the administrator’s connection (admin:), of which a server has one: leave admin: out.',
};

/**
 * Reads `[tcp:]host[\instance][,port]`. Without port and instance it is 1433; with an instance alone the server's browser service
 * is asked for the port.
 *
 * @throws ConfigurationError that says what to write instead.
 */
export function readServer(text: string, keyword: 'Server' | 'Failover Partner' = 'Server'): ServerAddress {
  const [, protocol = '', rest = ''] = /^(?:(tcp|np|lpc|admin)\s*:)?\s*(.*)$/is.exec(text.trim()) ?? [];
  const help = HELP[protocol.toLowerCase()];
  if (help !== undefined) throw refuse(help);
  if (rest.startsWith('\\\\')) throw refuse(HELP['np'] ?? '');
  if (/^\(localdb\)/i.test(rest))
    throw refuse('names LocalDB, which only a developer’s Windows has: write Server=host,port instead.');
  const [, name = '', instance, port] = /^([^\\,]*)(?:\\([^,]*))?(?:,(.*))?$/s.exec(rest) ?? [];
  const host = name.trim();
  if (host === '') throw refuse(`has no ${keyword}, such as "Server=host,1433".`);
  if (/^[^:]+:\d+$/.test(host))
    throw refuse(`has a colon before the port: write Server=host,port, with a comma.`);
  const named = instance?.trim() ?? '';
  const isNamed = named !== '' && !DEFAULT_INSTANCE.test(named);
  const address = { host: LOCAL.test(host) ? 'localhost' : host, instance: isNamed ? named : undefined };
  if (port === undefined) return { ...address, port: address.instance ? undefined : DEFAULT_PORT };
  const number = /^\s*\d{1,5}\s*$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535)
    throw refuse(`has a port that is no number from 1 to 65535 behind the comma of ${keyword}.`);
  return { ...address, port: number };
}

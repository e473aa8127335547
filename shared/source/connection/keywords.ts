/**
 * The keywords of a connection string as Microsoft.Data.SqlClient knows them: the name that stands for each, and its other
 * spellings. Case does not count.
 * https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring
 */
const SPELLINGS = {
  'application intent': ['applicationintent'],
  'application name': ['app'],
  attachdbfilename: ['extended properties', 'initial file name'],
  'attestation protocol': [],
  authentication: [],
  'column encryption setting': [],
  'command timeout': [],
  'connect retry count': ['connectretrycount'],
  'connect retry interval': ['connectretryinterval'],
  'connect timeout': ['connection timeout', 'timeout'],
  'context connection': [],
  'current language': ['language'],
  'data source': ['server', 'address', 'addr', 'network address'],
  'enclave attestation url': [],
  encrypt: [],
  enlist: [],
  'failover partner': [],
  'failover partner spn': ['failoverpartnerspn'],
  'host name in certificate': ['hostnameincertificate'],
  'initial catalog': ['database'],
  'integrated security': ['trusted_connection'],
  'ip address preference': ['ipaddresspreference'],
  'load balance timeout': ['connection lifetime'],
  'max pool size': [],
  'min pool size': [],
  'multi subnet failover': ['multisubnetfailover'],
  'multiple active result sets': ['multipleactiveresultsets'],
  'packet size': [],
  password: ['pwd'],
  'persist security info': ['persistsecurityinfo'],
  'pool blocking period': ['poolblockingperiod'],
  pooling: [],
  replication: [],
  'server certificate': ['servercertificate'],
  'server spn': ['serverspn'],
  'transaction binding': [],
  'trust server certificate': ['trustservercertificate'],
  'type system version': [],
  'user id': ['uid', 'user'],
  'user instance': [],
  'workstation id': ['wsid'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Keyword = keyof typeof SPELLINGS;

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(SPELLINGS).flatMap(([name, others]) =>
    isKeyword(name) ? [name, ...others].map((spelling) => [spelling, name] as const) : [],
  ),
);

/** The keyword that a text spells; undefined where it is none. */
export function keywordOf(text: string): Keyword | undefined {
  return KEYWORDS.get(text.toLowerCase());
}

function isKeyword(name: string): name is Keyword {
  return Object.hasOwn(SPELLINGS, name);
}

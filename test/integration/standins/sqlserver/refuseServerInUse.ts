import sql from 'mssql';

/** What the databases of the suite are called, each with a suffix of its own. */
export const TEST_DATABASE = 'hubspot_sync_test_';

/** Those of every server. */
const SYSTEM = ['master', 'tempdb', 'model', 'msdb'];

/**
 * @param databases names of all that the login sees
 * @param appUrl `SQL_CONNECTION_STRING`, where it is set
 * @throws when the server is the app's own, or has databases of somebody else.
 */
export function refuseServerInUse(
  url: string,
  databases: readonly string[],
  appUrl: string | undefined,
): void {
  const serverOf = (text: string) => sql.ConnectionPool.parseConnectionString(text).server.toLowerCase();
  if (appUrl && serverOf(appUrl) === serverOf(url))
    throw new Error(
      'SQLSERVER_TEST_URL is the server of SQL_CONNECTION_STRING; the suite wants one of its own.',
    );
  const foreign = databases.filter((name) => !SYSTEM.includes(name) && !name.startsWith(TEST_DATABASE));
  if (foreign.length === 0) return;
  throw new Error(
    `The server of SQLSERVER_TEST_URL has databases of others (${foreign.length}: ${foreign.slice(0, 3).join(', ')}): it looks like one in use, ` +
      'and nothing was done. Take an empty one, as of test/compose.yaml.',
  );
}

/**
 * What is to be done about an error of SQL Server. `refused`: a person mends it. `waking`: the database cannot be reached for a
 * while, because it starts, moves, is restored or is over its limits. `busy`: this statement was answered with "not now", and the
 * same one may succeed.
 */
export type ErrorClass = 'refused' | 'waking' | 'busy';

export interface ErrorNumber {
  readonly is: ErrorClass;
  /** One sentence: what it means and, where a person mends it, what to do. */
  readonly says: string;
  /** Whether SQL Server's own text is repeated: only where it names objects and never values. */
  readonly repeatsText?: true;
}

const refused = (says: string): ErrorNumber => ({ is: 'refused', says });
const named = (says: string): ErrorNumber => ({ is: 'refused', says, repeatsText: true });
const waking = (says: string): ErrorNumber => ({ is: 'waking', says });
const busy = (says: string): ErrorNumber => ({ is: 'busy', says });

const REPLICA_ROLE =
  'This replica is not open for queries now; connect to the availability group’s listener.';

/**
 * The errors a reader of one table meets. Any other number is taken for refused, without a sentence.
 * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 */
export const ERROR_NUMBERS: Readonly<Record<number, ErrorNumber>> = {
  207: named('Check the columns of the mapping file.'),
  208: named('Check source.table in the mapping file.'),
  229: named('Grant SELECT on the table (infra/sql/05-sync-user.sql).'),
  230: named('Grant SELECT on this column too, or take it out of the mapping file.'),
  297: refused('The login lacks a permission (infra/sql/05-sync-user.sql).'),
  300: refused('The login lacks a permission (infra/sql/05-sync-user.sql).'),
  916: refused('The login has no user in the database: infra/sql/05-sync-user.sql makes one.'),
  3952: refused('Snapshot isolation is not allowed: infra/sql/04-snapshot-isolation.sql allows it.'),
  4060: refused('The database cannot be opened: check its name in SQL_CONNECTION_STRING and the grants.'),
  18452: refused('The login is from an untrusted domain: use a SQL login in SQL_CONNECTION_STRING.'),
  18456: refused('The login was refused: check user, password or identity in SQL_CONNECTION_STRING.'),
  18470: refused('The login is disabled: enable it, or name another in SQL_CONNECTION_STRING.'),
  18486: refused('The login is locked out: unlock it, and look who tries wrong passwords.'),
  18487: refused('The password has expired: change it, and set the new one in SQL_CONNECTION_STRING.'),
  18488: refused('The password must be changed: change it, and set the new one in SQL_CONNECTION_STRING.'),
  22105: refused('Changes are not tracked: infra/sql/03-change-tracking.sql turns it on.'),
  22117: refused(
    'A read-only replica tells no tracked changes: connect to the primary, without ApplicationIntent=ReadOnly.',
  ),
  40615: refused('The firewall of the SQL Server does not let this address in.'),
  40914: refused('The firewall of the SQL Server does not let this virtual network in.'),

  615: waking('The database is not there yet; it may be offline.'),
  921: waking('The database is not recovered yet.'),
  922: waking('The database is being recovered.'),
  926: waking('The database is marked suspect; if that lasts, the server’s error log says why.'),
  927: waking('The database is being restored.'),
  952: waking('The database is in transition.'),
  976: waking(REPLICA_ROLE),
  978: waking('This replica takes read-only connections only; connect to the availability group’s listener.'),
  982: waking('No secondary replica is open for reading now (ApplicationIntent=ReadOnly).'),
  983: waking('The replica is neither primary nor secondary now; a failover is under way.'),
  6005: waking('The server is shutting down.'),
  10928: waking('The limit of sessions or workers of the database is reached.'),
  10929: waking('The server is too busy for this database now.'),
  17142: waking('The service is paused and takes no new connections.'),
  17197: waking('The login took too long; the server is under load.'),
  18401: waking('The server is in script upgrade mode after an update.'),
  40143: waking('The service has an error of its own; a failover is under way.'),
  40197: waking('The service has an error of its own; an update or a failover is under way.'),
  40501: waking('The service is busy.'),
  40540: waking('The service has an error of its own.'),
  40613: waking('The database is not available now; a serverless one wakes.'),
  42108: waking('The SQL pool is paused; if that lasts, resume it.'),
  42109: waking('The SQL pool is warming up.'),
  49918: waking('The service lacks resources for the request.'),
  49919: waking('The subscription has too many create or update operations under way.'),
  49920: waking('The subscription has too many operations under way.'),

  233: busy('The connection was closed by the server.'),
  601: busy('The data moved while it was read.'),
  669: busy('A row was changed while it was read.'),
  701: busy('The server lacks memory for the query.'),
  1204: busy('The server has no lock left.'),
  1205: busy('The statement was chosen as the victim of a deadlock.'),
  1222: busy('Another transaction holds its locks too long.'),
  3957: busy('Snapshot isolation was not allowed yet when the transaction began.'),
  3958: busy('A row version is gone; tempdb may be full.'),
  3960: busy('A row changed under the snapshot.'),
  3961: busy('The table was altered while the snapshot was open.'),
  3966: busy('The version store was shrunk, for tempdb is short of room.'),
  3967: busy('The version store is being shrunk, for tempdb is short of room.'),
  4221: busy('The secondary replica waits for row versions.'),
  8645: busy('The query waited too long for memory.'),
  8651: busy('The server has not enough memory free for the query.'),
};

import { refuse, SqlError } from '../errors.ts';
import { type Login, OLDEST_TDS } from './login.ts';
import type { ServerLogin, ServerState } from './serverState.ts';

/** The login of that name and password. */
export function knownLogin({ logins }: ServerState, { user, password }: Login): ServerLogin | undefined {
  return logins.find(
    (known) => known.user.toLowerCase() === user.toLowerCase() && known.password === password,
  );
}

/** Why a login is refused: by order, for its protocol, its password or its database. */
export function loginError(server: ServerState, login: Login): SqlError | undefined {
  const fault = server.faults.takeLogin();
  if (fault !== undefined) return new SqlError(fault.number, fault.message, { severity: 14 });
  if (login.tdsVersion < OLDEST_TDS) return refuse('a TDS version below 7.3');
  if (knownLogin(server, login) === undefined)
    return new SqlError(18456, `Login failed for user '${login.user}'.`, { severity: 14 });
  const wanted = login.database.toLowerCase();
  if (wanted === '' || wanted === server.database.name.toLowerCase()) return undefined;
  return new SqlError(
    4060,
    `Cannot open database "${login.database}" requested by the login. The login failed.`,
    { severity: 11 },
  );
}

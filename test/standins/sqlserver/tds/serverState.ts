import type { Permissions } from '../engine/permissions.ts';
import type { SqlDatabase } from '../engine/sqlDatabase.ts';
import type { SqlFaults } from '../faults.ts';

export interface TlsOptions {
  readonly key: string;
  readonly cert: string;
}

/** Who may log in, and as what. */
export interface ServerLogin {
  readonly user: string;
  readonly password: string;
  readonly permissions: Permissions;
}

/** What all connections of one server share. */
export interface ServerState {
  /** The owner first. */
  readonly logins: readonly [ServerLogin, ...ServerLogin[]];
  readonly database: SqlDatabase;
  readonly faults: SqlFaults;
  /** Whoever connects with ApplicationIntent=ReadOnly lands on a secondary replica. */
  readonly hasReplica: boolean;
  /** Key and certificate, PEM; without them no client gets encryption. */
  readonly tls: TlsOptions | undefined;
  /** The texts executed lately, in order. */
  readonly statements: string[];
  readonly nextSessionId: () => number;
}

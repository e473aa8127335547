import type { SqlDatabase } from '../engine/sqlDatabase.ts';
import type { SqlFaults } from '../faults.ts';

/** What all connections of one server share. */
export interface ServerState {
  readonly user: string;
  readonly password: string;
  readonly database: SqlDatabase;
  readonly faults: SqlFaults;
  /** The texts executed lately, in order. */
  readonly statements: string[];
  readonly nextSessionId: () => number;
}

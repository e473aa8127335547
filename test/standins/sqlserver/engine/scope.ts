import { SqlError } from '../errors.ts';
import type { JsonColumn } from '../tsql/ast.ts';
import type { SqlType } from '../types.ts';
import type { Catalog, Table } from './catalog.ts';
import { Permissions } from './permissions.ts';
import type { Routine, Routines } from './routines.ts';

/** An expression as SQLite's SQL, with the type that T-SQL gives it. */
export interface Compiled {
  readonly sql: string;
  readonly type: SqlType;
}

export interface ScopeColumn extends Compiled {
  readonly name: string;
  /** Error 230 where the login was granted other columns of the table than this. */
  readonly check?: () => void;
}

/** One table of a FROM, as the expressions see it. */
export interface ScopeSource {
  readonly alias: string;
  readonly columns: readonly ScopeColumn[];
  /** An integer expression that differs from row to row, to shuffle by; undefined where there is none. */
  readonly rowId: string | undefined;
  /** Sets of column expressions that are unique in the source: an ORDER BY over one of them has no ties. */
  readonly uniqueKeys: readonly (readonly string[])[];
}

export interface Scope {
  readonly sources: readonly ScopeSource[];
  /** The query around a subquery. */
  readonly parent: Scope | undefined;
  /** In a grouped query, the expressions grouped by: nothing else may stand outside an aggregate. */
  readonly groups: ReadonlySet<string> | undefined;
}

export const EMPTY_SCOPE: Scope = { sources: [], parent: undefined, groups: undefined };

/** Values that a statement takes from its session when it runs. */
export type SessionValue =
  | 'dbts'
  | 'minActiveRowversion'
  | 'utcNow'
  | 'localNow'
  | 'tranCount'
  | 'rowCount'
  | 'identity'
  | 'sessionId'
  | 'shuffle';

export type Binding =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'session'; readonly what: SessionValue };

/** An OPENJSON, or what describes a batch, read into a temporary table before the statement runs. */
export interface JsonSource {
  readonly tempTable: string;
  readonly json: { readonly parameter: string } | { readonly text: string } | { readonly describes: string };
  readonly columns: readonly JsonColumn[];
}

/** What a session may do, and where it is. */
export interface Rights {
  readonly permissions: Permissions;
  readonly isReplica: boolean;
}

/** What the compilation of one statement knows and gathers. */
export class CompileContext {
  readonly catalog: Catalog;
  readonly database: string;
  readonly bindings = new Map<string, Binding>();
  readonly jsonSources: JsonSource[] = [];
  /** The user tables that are read, as far as the compilation has come. */
  readonly tablesRead = new Set<Table>();
  readonly permissions: Permissions;
  /** The session is one of a secondary replica, which only reads. */
  readonly isReplica: boolean;
  readonly #parameters: ReadonlyMap<string, SqlType>;
  readonly #routines: Routines;
  #aliases = 0;

  constructor(
    catalog: Catalog,
    database: string,
    parameters: ReadonlyMap<string, SqlType>,
    routines: Routines,
    { permissions, isReplica }: Rights = { permissions: Permissions.owner(), isReplica: false },
  ) {
    this.permissions = permissions;
    this.isReplica = isReplica;
    this.catalog = catalog;
    this.database = database;
    this.#parameters = parameters;
    this.#routines = routines;
  }

  parameter(name: string, line: number): Compiled {
    return { type: this.parameterType(name, line), sql: this.#bind({ kind: 'parameter', name }) };
  }

  parameterType(name: string, line: number): SqlType {
    const type = this.#parameters.get(name);
    if (type !== undefined) return type;
    throw new SqlError(137, `Must declare the scalar variable "@${name}".`, { severity: 15, state: 2, line });
  }

  /**
   * Notes that a table is read, and checks that it may be: the whole of it, or some of its columns, each of which is asked for
   * again when it is used.
   */
  readTable(table: Table): void {
    this.tablesRead.add(table);
    const some = table.columns.some(({ name }) => this.permissions.allowsColumn('SELECT', table.name, name));
    if (!some) this.require('SELECT', table);
  }

  /** A secondary replica tells no changes, error 22117. */
  refuseOnReplica(): void {
    if (!this.isReplica) return;
    const message = `For databases that are members of a secondary availability or mirroring replica, change tracking is not supported. Run change tracking queries on the databases in the primary replica. Database '${this.database}'.`;
    throw new SqlError(22117, message);
  }

  require(permission: string, table: Table): void {
    this.permissions.require(permission, table.name, this.database);
  }

  session(what: SessionValue): string {
    return this.#bind({ kind: 'session', what });
  }

  routine(key: string, make: () => Routine): number {
    return this.#routines.intern(key, make);
  }

  /** A name for a source inside the generated SQL, unlike any other of the statement. */
  nextAlias(): string {
    this.#aliases += 1;
    return `s${this.#aliases}`;
  }

  #bind(binding: Binding): string {
    for (const [key, known] of this.bindings) {
      if (JSON.stringify(known) === JSON.stringify(binding)) return `$${key}`;
    }
    const key = `p${this.bindings.size}`;
    this.bindings.set(key, binding);
    return `$${key}`;
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ResultColumn } from '../tds/writeColumns.ts';
import type { Expr, Select, Statement } from '../tsql/ast.ts';
import { BOOLEAN, type SqlType, typeName } from '../types.ts';
import { type Catalog, readCatalog, type Table } from './catalog.ts';
import { compileCondition } from './compileExpression.ts';
import { compileSelect } from './compileSelect.ts';
import { compileDelete, compileInsert, compileUpdate } from './compileWrite.ts';
import { type Binding, CompileContext, EMPTY_SCOPE, type JsonSource, type Rights } from './scope.ts';
import type { SqlDatabase } from './sqlDatabase.ts';

export type Compilable = Extract<Statement, { kind: 'select' | 'insert' | 'update' | 'delete' | 'if' }>;

/** A statement ready to run: SQLite's prepared statement and where its values come from. */
export interface Plan {
  readonly statement: StatementSync;
  readonly columns: readonly ResultColumn[];
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly jsonSources: readonly JsonSource[];
  /** The table that is written. */
  readonly table: Table | undefined;
  /** False for statements that touch no rows of the database, such as SELECT @@TRANCOUNT. */
  readonly usesData: boolean;
}

/** Compiled statements of one session, dropped when the schema changes. */
export class PlanCache {
  readonly #db: DatabaseSync;
  readonly #database: SqlDatabase;
  readonly #rights: Rights;
  readonly #version: StatementSync;
  #plans = new WeakMap<Compilable, Map<string, Plan>>();
  #known: { version: unknown; catalog: Catalog } | undefined;

  constructor(db: DatabaseSync, database: SqlDatabase, rights: Rights) {
    this.#rights = rights;
    this.#db = db;
    this.#database = database;
    this.#version = db.prepare('PRAGMA schema_version');
  }

  catalog(): Catalog {
    const version = this.#version.get()?.['schema_version'];
    if (this.#known?.version !== version) {
      this.#known = { version, catalog: readCatalog(this.#db) };
      this.#plans = new WeakMap();
    }
    return this.#known?.catalog ?? new Map();
  }

  /** After a rollback of DDL the version may come again with another schema behind it. */
  forget(): void {
    this.#known = undefined;
  }

  plan(statement: Compilable, parameters: ReadonlyMap<string, SqlType>): Plan {
    const catalog = this.catalog();
    const key = Array.from(parameters, ([name, type]) => `${name} ${typeName(type)}`).join();
    const plans = this.#plans.get(statement) ?? new Map<string, Plan>();
    this.#plans.set(statement, plans);
    const known = plans.get(key);
    if (known !== undefined) return known;
    const context = new CompileContext(
      catalog,
      this.#database.name,
      parameters,
      this.#database.routines,
      this.#rights,
    );
    const plan = this.#compile(context, statement);
    plans.set(key, plan);
    return plan;
  }

  #compile(context: CompileContext, statement: Compilable): Plan {
    switch (statement.kind) {
      case 'select':
        return this.#planSelect(context, statement);
      case 'if':
        return this.#planCondition(context, statement.condition);
      case 'insert':
        return this.#prepare(context, compileInsert(context, statement));
      case 'update':
        return this.#prepare(context, compileUpdate(context, statement));
      case 'delete':
        return this.#prepare(context, compileDelete(context, statement));
    }
  }

  #planSelect(context: CompileContext, select: Select): Plan {
    return this.#prepare(context, compileSelect(context, undefined, select, 'result'));
  }

  #planCondition(context: CompileContext, condition: Expr): Plan {
    const sql = `SELECT CASE WHEN ${compileCondition(context, EMPTY_SCOPE, condition)} THEN 1 ELSE 0 END`;
    return this.#prepare(context, { sql, columns: [{ name: '', type: BOOLEAN }] });
  }

  #prepare(
    context: CompileContext,
    compiled: { sql: string; columns?: readonly ResultColumn[]; table?: Table },
  ): Plan {
    // The temporary tables must exist before SQLite can compile a statement that reads them.
    for (const { tempTable, columns } of context.jsonSources) {
      this.#db.exec(
        `CREATE TEMP TABLE IF NOT EXISTS "${tempTable}" (${columns.map((_, i) => `c${i}`).join(', ')})`,
      );
    }
    const statement = this.#db.prepare(compiled.sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    return {
      statement,
      columns: compiled.columns ?? [],
      bindings: context.bindings,
      jsonSources: context.jsonSources,
      table: compiled.table,
      usesData: compiled.table !== undefined || context.tablesRead.size > 0,
    };
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SqlError } from '../errors.ts';
import type { IsolationLevel, Select, Statement } from '../tsql/ast.ts';
import type { Value } from '../types.ts';
import { TICKS_PER_MINUTE } from './calendar.ts';
import type { Table } from './catalog.ts';
import { checkDdl } from './checkDdl.ts';
import { type DdlStatement, runDdl } from './ddl.ts';
import { describeBatch } from './describeBatch.ts';
import { fillJsonSource } from './openJson.ts';
import { Permissions } from './permissions.ts';
import { type Compilable, type Plan, PlanCache } from './planCache.ts';
import type { RequestParameters } from './requestParameters.ts';
import type { ResultSink } from './resultSink.ts';
import { type ErrorSlot, installRoutines } from './routines.ts';
import type { JsonSource, SessionValue } from './scope.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import { toSqlError } from './sqliteErrors.ts';
import type { Stamps } from './stamps.ts';
import { type Patience, Transaction } from './transaction.ts';

/** What SET has set. */
export interface SessionSettings {
  isolation: IsolationLevel;
  /** -1 waits for ever. */
  lockTimeoutMs: number;
  noCount: boolean;
  abortOnError: boolean;
}

export interface SessionOptions {
  /** The database's own clock and counter unless given. */
  readonly stamps?: Stamps;
  /** The owner's unless given. */
  readonly permissions?: Permissions;
  /** On a secondary replica: nothing is written, no change is told. */
  readonly isReplica?: boolean;
}

/** Runs the single statements of one session on its SQLite connection. */
export class StatementRunner {
  readonly transaction: Transaction;
  readonly #id: number;
  readonly #database: SqlDatabase;
  readonly #settings: Readonly<SessionSettings>;
  readonly #db: DatabaseSync;
  readonly #stamps: Stamps;
  readonly #permissions: Permissions;
  readonly #isReplica: boolean;
  readonly #plans: PlanCache;
  readonly #slot: ErrorSlot = { error: undefined };
  #rowCount = 0n;
  #identity: bigint | null = null;
  #snapshotAllowed: StatementSync | undefined;

  constructor(
    database: SqlDatabase,
    id: number,
    settings: Readonly<SessionSettings>,
    options: SessionOptions,
  ) {
    this.#stamps = options.stamps ?? database;
    this.#permissions = options.permissions ?? Permissions.owner();
    this.#id = id;
    this.#database = database;
    this.#settings = settings;
    this.#db = database.open();
    installRoutines(this.#db, database.routines, this.#slot, database.random);
    this.#isReplica = options.isReplica ?? false;
    this.#plans = new PlanCache(this.#db, database, {
      permissions: this.#permissions,
      isReplica: this.#isReplica,
    });
    this.transaction = new Transaction(this.#db, database, this.#stamps);
    this.#db.function('tsql_rowversion', { deterministic: false }, () => this.transaction.nextRowversion());
  }

  /** Forgets what a rollback may have made untrue, and the session's last identity with a reset. */
  forget(identity: 'keep' | 'drop'): void {
    this.#plans.forget();
    if (identity === 'drop') this.#identity = null;
  }

  close(): void {
    this.#db.close();
  }

  async select(
    statement: Select,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
    const plan = this.#plans.plan(statement, request.types);
    this.#checkSnapshot(plan);
    const rows = plan.statement.iterate(this.#bind(plan, request));
    let count = 0n;
    let started = false;
    for (const row of rows) {
      if (!started) sink.columns(plan.columns);
      started = true;
      sink.row(row);
      count += 1n;
      if (!sink.full) continue;
      await sink.flush();
      await nextTurn();
      if (signal.aborted) return;
    }
    if (!started) sink.columns(plan.columns);
    this.#rowCount = count;
    sink.done(this.#settings.noCount ? undefined : count);
  }

  async write(
    statement: Compilable,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
    this.#refuseWrite();
    const changes = await this.transaction.write(this.patience(signal), () => {
      const plan = this.#plans.plan(statement, request.types);
      this.#checkSnapshot(plan);
      const result = this.#runWrite(plan, request, statement.kind.toUpperCase());
      if (statement.kind === 'insert' && hasIdentity(plan.table))
        this.#identity = BigInt(result.lastInsertRowid);
      return BigInt(result.changes);
    });
    this.#rowCount = changes;
    sink.done(this.#settings.noCount ? undefined : changes);
  }

  #refuseWrite(): void {
    if (!this.#isReplica) return;
    const message = `Failed to update database "${this.#database.name}" because the database is read-only.`;
    throw new SqlError(3906, message);
  }

  #runWrite(plan: Plan, request: RequestParameters, verb: string): ReturnType<Plan['statement']['run']> {
    try {
      return plan.statement.run(this.#bind(plan, request));
    } catch (error) {
      throw this.toSqlError(error, plan.table, verb);
    }
  }

  /** Whether an IF's condition holds. */
  holds(statement: Extract<Statement, { kind: 'if' }>, request: RequestParameters): boolean {
    const plan = this.#plans.plan(statement, request.types);
    this.#checkSnapshot(plan);
    return plan.statement.get(this.#bind(plan, request))?.[0] === 1n;
  }

  async ddl(statement: DdlStatement, signal: AbortSignal): Promise<void> {
    this.#refuseWrite();
    checkDdl(this.#permissions, this.#database.name, statement);
    if (statement.kind === 'alterDatabase' && this.transaction.depth > 0)
      throw new SqlError(226, 'ALTER DATABASE statement not allowed within multi-statement transaction.', {
        state: 6,
      });
    await this.transaction.write(this.patience(signal), () => {
      this.transaction.atomically(() =>
        runDdl(this.#db, this.#database.name, this.#plans.catalog(), statement),
      );
      this.#plans.forget();
    });
  }

  /** A routine's error is in the slot; what SQLite threw instead says nothing. */
  toSqlError(thrown: unknown, table?: Table, verb = ''): SqlError {
    const { error } = this.#slot;
    this.#slot.error = undefined;
    return toSqlError(error ?? thrown, this.#database.name, table, verb);
  }

  patience(signal: AbortSignal): Patience {
    return { signal, lockTimeoutMs: this.#settings.lockTimeoutMs };
  }

  /** SQL Server notices only at the first access to data that the database does not allow it. */
  #checkSnapshot(plan: Plan): void {
    if (this.#settings.isolation !== 'snapshot' || !plan.usesData) return;
    this.#snapshotAllowed ??= this.#db.prepare('SELECT allow_snapshot FROM "sys$database"');
    if (this.#snapshotAllowed.get()?.['allow_snapshot'] === 1) return;
    const message = `Snapshot isolation transaction failed accessing database '${this.#database.name}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`;
    throw new SqlError(3952, message);
  }

  #bind(plan: Plan, request: RequestParameters): Record<string, Value> {
    if (plan.jsonSources.length > 0)
      this.transaction.atomically(() => this.#fillJson(plan.jsonSources, request));
    const values: Record<string, Value> = {};
    for (const [key, binding] of plan.bindings) {
      values[key] =
        binding.kind === 'parameter' ? request.value(binding.name) : this.#sessionValue(binding.what);
    }
    return values;
  }

  #fillJson(sources: readonly JsonSource[], request: RequestParameters): void {
    for (const source of sources) {
      const text = this.#jsonOf(source, request);
      fillJsonSource(this.#db, source, typeof text === 'string' ? text : null);
    }
  }

  #jsonOf({ json }: JsonSource, request: RequestParameters): Value {
    if ('text' in json) return json.text;
    if ('parameter' in json) return request.value(json.parameter);
    const batch = request.value(json.describes);
    return describeBatch(String(batch ?? ''), (select) => this.#plans.plan(select, new Map()).columns);
  }

  #sessionValue(what: SessionValue): Value {
    switch (what) {
      case 'dbts':
        return this.#database.rowversions.last;
      case 'minActiveRowversion':
        return this.#database.rowversions.minActive;
      case 'utcNow':
        return this.#stamps.utcNow();
      case 'localNow':
        return this.#stamps.utcNow() + BigInt(this.#database.utcOffsetMinutes) * TICKS_PER_MINUTE;
      case 'tranCount':
        return BigInt(this.transaction.depth);
      case 'rowCount':
        return this.#rowCount;
      case 'identity':
        return this.#identity;
      case 'sessionId':
        return BigInt(this.#id);
      case 'shuffle':
        return BigInt(1 + Math.floor(this.#database.random() * 1_000_000));
    }
  }
}

function hasIdentity(table: Table | undefined): boolean {
  return table?.columns.some((column) => column.identity) === true;
}

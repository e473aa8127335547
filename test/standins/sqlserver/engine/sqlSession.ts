import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { refuse, SqlError } from '../errors.ts';
import type { SqlRequest } from '../tds/requests.ts';
import type { IsolationLevel, SetOption, Statement } from '../tsql/ast.ts';
import { parseCached } from '../tsql/parseCached.ts';
import type { Value } from '../types.ts';
import { TICKS_PER_MINUTE } from './calendar.ts';
import type { Table } from './catalog.ts';
import { checkDdl } from './checkDdl.ts';
import { type DdlStatement, runDdl } from './ddl.ts';
import { fillJsonSource } from './openJson.ts';
import { Permissions } from './permissions.ts';
import { type Compilable, type Plan, PlanCache } from './planCache.ts';
import { RequestParameters } from './requestParameters.ts';
import type { ResultSink } from './resultSink.ts';
import { type ErrorSlot, installRoutines } from './routines.ts';
import type { JsonSource, SessionValue } from './scope.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import { toSqlError } from './sqliteErrors.ts';
import type { Stamps } from './stamps.ts';
import { type Patience, Transaction, type TransactionChange } from './transaction.ts';

/** Errors after which SQL Server goes on with the next statement of the batch. */
const STATEMENT_ERRORS: ReadonlySet<number> = new Set([
  220, 515, 544, 2601, 2627, 2628, 3902, 3903, 8115, 8134,
]);
/** Conversion errors end the batch and the transaction with it. */
const ROLLING_BACK: ReadonlySet<number> = new Set([241, 242, 245, 248, 3951, 3960]);

/** The levels of a transaction manager request; 0 keeps the session's, [MS-TDS] 2.2.6.9. */
const LEVELS: Readonly<Record<number, IsolationLevel>> = {
  2: 'read committed',
  3: 'repeatable read',
  4: 'serializable',
  5: 'snapshot',
};

export interface SessionOptions {
  /** The database's own clock and counter unless given. */
  readonly stamps?: Stamps;
  /** The owner's unless given. */
  readonly permissions?: Permissions;
}

/** One client's session: its SQLite connection, its transaction and its settings. */
export class SqlSession {
  readonly #id: number;
  readonly #database: SqlDatabase;
  readonly #db: DatabaseSync;
  readonly #stamps: Stamps;
  readonly #permissions: Permissions;
  readonly #plans: PlanCache;
  readonly #transaction: Transaction;
  readonly #slot: ErrorSlot = { error: undefined };
  #isolation: IsolationLevel = 'read committed';
  #lockTimeoutMs = -1;
  #noCount = false;
  #abortOnError = false;
  #rowCount = 0n;
  #identity: bigint | null = null;
  #snapshotAllowed: StatementSync | undefined;

  constructor(database: SqlDatabase, id: number, options: SessionOptions = {}) {
    this.#stamps = options.stamps ?? database;
    this.#permissions = options.permissions ?? Permissions.owner();
    this.#id = id;
    this.#database = database;
    this.#db = database.open();
    installRoutines(this.#db, database.routines, this.#slot, database.random);
    this.#plans = new PlanCache(this.#db, database, this.#permissions);
    this.#transaction = new Transaction(this.#db, database, this.#stamps);
    this.#db.function('tsql_rowversion', { deterministic: false }, () => this.#transaction.nextRowversion());
  }

  /** Runs a batch or an sp_executesql; errors go to the sink. Stops between rows when the signal is aborted. */
  async execute(request: SqlRequest, sink: ResultSink, signal: AbortSignal): Promise<void> {
    try {
      await this.#runAll(parseCached(request.text), new RequestParameters(request), sink, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(this.#toSqlError(error), sink);
    }
  }

  begin(sink: ResultSink, isolation: number, signal: AbortSignal): Promise<void> {
    return this.#guard(sink, async () => {
      if (isolation === 1) throw refuse('the isolation level READ UNCOMMITTED');
      this.#isolation = LEVELS[isolation] ?? this.#isolation;
      await this.#begin(sink, signal);
    });
  }

  async #begin(sink: ResultSink, signal: AbortSignal): Promise<void> {
    const change = this.#transaction.begin(this.#isolation);
    if (change !== undefined) sink.transaction(change);
    // The stronger levels read what nobody else can change meanwhile: they take the writer's place at once.
    if (this.#isolation === 'repeatable read' || this.#isolation === 'serializable')
      await this.#transaction.enterWrite(this.#patience(signal));
  }

  #patience(signal: AbortSignal): Patience {
    return { signal, lockTimeoutMs: this.#lockTimeoutMs };
  }

  commit(sink: ResultSink): Promise<void> {
    return this.#guard(sink, async () => {
      const change = this.#transaction.commit();
      if (change !== undefined) sink.transaction(change);
    });
  }

  rollback(sink: ResultSink): Promise<void> {
    return this.#guard(sink, async () => sink.transaction(this.#rollBack()));
  }

  /** sp_reset_connection, which pools ask for by a bit of the packet header. */
  reset(): void {
    if (this.#transaction.depth > 0) this.#rollBack();
    this.#isolation = 'read committed';
    this.#lockTimeoutMs = -1;
    this.#noCount = false;
    this.#abortOnError = false;
    this.#identity = null;
  }

  close(): void {
    this.reset();
    this.#db.close();
  }

  async #guard(sink: ResultSink, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      sink.done(undefined);
    } catch (error) {
      sink.error(this.#toSqlError(error));
    }
  }

  #rollBack(): TransactionChange {
    const change = this.#transaction.rollback();
    this.#plans.forget();
    return change;
  }

  /** Answers false when an error ended the batch. */
  async #runAll(
    statements: readonly Statement[],
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<boolean> {
    for (const statement of statements) {
      if (signal.aborted) return false;
      try {
        if (!(await this.#run(statement, request, sink, signal))) return false;
      } catch (error) {
        if (signal.aborted) return false;
        const failure = this.#toSqlError(error);
        this.#fail(failure, sink);
        if (this.#abortOnError || !STATEMENT_ERRORS.has(failure.number)) return false;
      }
    }
    return true;
  }

  /** A routine's error is in the slot; what SQLite threw instead says nothing. */
  #toSqlError(thrown: unknown, table?: Table, verb = ''): SqlError {
    const { error } = this.#slot;
    this.#slot.error = undefined;
    return toSqlError(error ?? thrown, this.#database.name, table, verb);
  }

  #fail(error: SqlError, sink: ResultSink): void {
    sink.error(error);
    const rollsBack = this.#abortOnError || ROLLING_BACK.has(error.number);
    if (rollsBack && this.#transaction.depth > 0) sink.transaction(this.#rollBack());
  }

  async #run(
    statement: Statement,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<boolean> {
    switch (statement.kind) {
      case 'select':
        await this.#select(this.#plans.plan(statement, request.types), request, sink, signal);
        return true;
      case 'insert':
      case 'update':
      case 'delete':
        await this.#write(statement, request, sink, signal);
        return true;
      case 'if': {
        const plan = this.#plans.plan(statement, request.types);
        const holds = plan.statement.get(this.#bind(plan, request))?.[0] === 1n;
        return this.#runAll(holds ? statement.whenTrue : statement.whenFalse, request, sink, signal);
      }
      case 'set':
        this.#set(statement.option);
        sink.done(undefined);
        return true;
      case 'isolation':
        this.#setIsolation(statement.level);
        sink.done(undefined);
        return true;
      case 'lockTimeout':
        this.#lockTimeoutMs = statement.ms;
        sink.done(undefined);
        return true;
      case 'transaction':
        await this.#textTransaction(statement.action, sink, signal);
        return true;
      default:
        await this.#ddl(statement, signal);
        sink.done(undefined);
        return true;
    }
  }

  async #select(
    plan: Plan,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
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
    sink.done(this.#noCount ? undefined : count);
  }

  async #write(
    statement: Compilable,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
    const changes = await this.#transaction.write(this.#patience(signal), () => {
      const plan = this.#plans.plan(statement, request.types);
      this.#checkSnapshot(plan);
      const result = this.#runWrite(plan, request, statement.kind.toUpperCase());
      if (statement.kind === 'insert' && hasIdentity(plan.table))
        this.#identity = BigInt(result.lastInsertRowid);
      return BigInt(result.changes);
    });
    this.#rowCount = changes;
    sink.done(this.#noCount ? undefined : changes);
  }

  #runWrite(plan: Plan, request: RequestParameters, verb: string): ReturnType<Plan['statement']['run']> {
    try {
      return plan.statement.run(this.#bind(plan, request));
    } catch (error) {
      throw this.#toSqlError(error, plan.table, verb);
    }
  }

  async #ddl(statement: DdlStatement, signal: AbortSignal): Promise<void> {
    checkDdl(this.#permissions, this.#database.name, statement);
    if (statement.kind === 'alterDatabase' && this.#transaction.depth > 0)
      throw new SqlError(226, 'ALTER DATABASE statement not allowed within multi-statement transaction.', {
        state: 6,
      });
    await this.#transaction.write(this.#patience(signal), () => {
      this.#transaction.atomically(() =>
        runDdl(this.#db, this.#database.name, this.#plans.catalog(), statement),
      );
      this.#plans.forget();
    });
  }

  async #textTransaction(
    action: 'begin' | 'commit' | 'rollback',
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
    if (action === 'begin') await this.#begin(sink, signal);
    else {
      const change = action === 'rollback' ? this.#rollBack() : this.#transaction.commit();
      if (change !== undefined) sink.transaction(change);
    }
    sink.done(undefined);
  }

  #setIsolation(level: IsolationLevel): void {
    if (level === 'snapshot' && this.#isolation !== level && this.#transaction.depth > 0) {
      const message = `Transaction failed in database '${this.#database.name}' because the statement was run under snapshot isolation but the transaction did not start in snapshot isolation. You cannot change the isolation level of the transaction to snapshot after the transaction has started unless the transaction was originally started under snapshot isolation level.`;
      throw new SqlError(3951, message);
    }
    this.#isolation = level;
  }

  /** SQL Server notices only at the first access to data that the database does not allow it. */
  #checkSnapshot(plan: Plan): void {
    if (this.#isolation !== 'snapshot' || !plan.usesData) return;
    this.#snapshotAllowed ??= this.#db.prepare('SELECT allow_snapshot FROM "sys$database"');
    if (this.#snapshotAllowed.get()?.['allow_snapshot'] === 1) return;
    const message = `Snapshot isolation transaction failed accessing database '${this.#database.name}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`;
    throw new SqlError(3952, message);
  }

  #set(option: SetOption): void {
    if (option === 'noCountOn' || option === 'noCountOff') this.#noCount = option === 'noCountOn';
    if (option === 'abortOn' || option === 'abortOff') this.#abortOnError = option === 'abortOn';
  }

  #bind(plan: Plan, request: RequestParameters): Record<string, Value> {
    if (plan.jsonSources.length > 0)
      this.#transaction.atomically(() => this.#fillJson(plan.jsonSources, request));
    const values: Record<string, Value> = {};
    for (const [key, binding] of plan.bindings) {
      values[key] =
        binding.kind === 'parameter' ? request.value(binding.name) : this.#sessionValue(binding.what);
    }
    return values;
  }

  #fillJson(sources: readonly JsonSource[], request: RequestParameters): void {
    for (const source of sources) {
      const text = 'text' in source.json ? source.json.text : request.value(source.json.parameter);
      fillJsonSource(this.#db, source, typeof text === 'string' ? text : null);
    }
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
        return BigInt(this.#transaction.depth);
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

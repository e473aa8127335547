import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { refuse, type SqlError } from '../errors.ts';
import type { SqlRequest } from '../tds/requests.ts';
import type { SetOption, Statement } from '../tsql/ast.ts';
import { parseCached } from '../tsql/parseCached.ts';
import type { Value } from '../types.ts';
import { nowTicks } from './calendar.ts';
import type { Table } from './catalog.ts';
import { type DdlStatement, runDdl } from './ddl.ts';
import { fillJsonSource } from './openJson.ts';
import { type Compilable, type Plan, PlanCache } from './planCache.ts';
import { RequestParameters } from './requestParameters.ts';
import type { ResultSink } from './resultSink.ts';
import { type ErrorSlot, installRoutines } from './routines.ts';
import type { JsonSource, SessionValue } from './scope.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import { toSqlError } from './sqliteErrors.ts';
import { Transaction, type TransactionChange } from './transaction.ts';

/** Errors after which SQL Server goes on with the next statement of the batch. */
const STATEMENT_ERRORS: ReadonlySet<number> = new Set([
  220, 515, 544, 2601, 2627, 2628, 3902, 3903, 8115, 8134,
]);
/** Conversion errors end the batch and the transaction with it. */
const ROLLING_BACK: ReadonlySet<number> = new Set([241, 242, 245, 248]);

/** One client's session: its SQLite connection, its transaction and its settings. */
export class SqlSession {
  readonly #id: number;
  readonly #database: SqlDatabase;
  readonly #db: DatabaseSync;
  readonly #plans: PlanCache;
  readonly #transaction: Transaction;
  readonly #slot: ErrorSlot = { error: undefined };
  #noCount = false;
  #abortOnError = false;
  #rowCount = 0n;
  #identity: bigint | null = null;

  constructor(database: SqlDatabase, id: number) {
    this.#id = id;
    this.#database = database;
    this.#db = database.open();
    installRoutines(this.#db, database.routines, this.#slot, database.random);
    this.#plans = new PlanCache(this.#db, database);
    this.#transaction = new Transaction(this.#db, database.writer);
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
      if (isolation === 5) throw refuse('the isolation level SNAPSHOT');
      if (isolation === 1) throw refuse('the isolation level READ UNCOMMITTED');
      const change = this.#transaction.begin();
      if (change !== undefined) sink.transaction(change);
      // The stronger levels read what nobody else can change meanwhile: they take the writer's place at once.
      if (isolation >= 3) await this.#transaction.enterWrite(signal);
    });
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
      case 'transaction':
        this.#textTransaction(statement.action, sink);
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
    const changes = await this.#transaction.write(signal, () => {
      const plan = this.#plans.plan(statement, request.types);
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
    await this.#transaction.write(signal, () => {
      this.#transaction.atomically(() => runDdl(this.#db, this.#plans.catalog(), statement));
      this.#plans.forget();
    });
  }

  #textTransaction(action: 'begin' | 'commit' | 'rollback', sink: ResultSink): void {
    const change = action === 'rollback' ? this.#rollBack() : this.#transaction[action]();
    if (change !== undefined) sink.transaction(change);
    sink.done(undefined);
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
      case 'utcNow':
        return nowTicks();
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

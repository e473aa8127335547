import { refuse, SqlError } from '../errors.ts';
import type { SqlRequest } from '../tds/requests.ts';
import type { IsolationLevel, SetOption, Statement } from '../tsql/ast.ts';
import { parseCached } from '../tsql/parseCached.ts';
import { RequestParameters } from './requestParameters.ts';
import type { ResultSink } from './resultSink.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import { type SessionOptions, type SessionSettings, StatementRunner } from './statementRunner.ts';
import type { TransactionChange } from './transaction.ts';

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

const DEFAULTS: Readonly<SessionSettings> = {
  isolation: 'read committed',
  lockTimeoutMs: -1,
  noCount: false,
  abortOnError: false,
};

/** One client's session: the flow of its batches, its transaction and its settings. */
export class SqlSession {
  readonly #settings: SessionSettings = { ...DEFAULTS };
  readonly #runner: StatementRunner;
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase, id: number, options: SessionOptions = {}) {
    this.#database = database;
    this.#runner = new StatementRunner(database, id, this.#settings, options);
  }

  /** Runs a batch or an sp_executesql; errors go to the sink. Stops between rows when the signal is aborted. */
  async execute(request: SqlRequest, sink: ResultSink, signal: AbortSignal): Promise<void> {
    try {
      await this.#runAll(parseCached(request.text), new RequestParameters(request), sink, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(this.#runner.toSqlError(error), sink);
    }
  }

  begin(sink: ResultSink, isolation: number, signal: AbortSignal): Promise<void> {
    return this.#guard(sink, async () => {
      if (isolation === 1) throw refuse('the isolation level READ UNCOMMITTED');
      this.#settings.isolation = LEVELS[isolation] ?? this.#settings.isolation;
      await this.#begin(sink, signal);
    });
  }

  async #begin(sink: ResultSink, signal: AbortSignal): Promise<void> {
    const change = this.#runner.transaction.begin(this.#settings.isolation);
    if (change !== undefined) sink.transaction(change);
    // The stronger levels read what nobody else can change meanwhile: they take the writer's place at once.
    if (this.#settings.isolation === 'repeatable read' || this.#settings.isolation === 'serializable')
      await this.#runner.transaction.enterWrite(this.#runner.patience(signal));
  }

  commit(sink: ResultSink): Promise<void> {
    return this.#guard(sink, async () => {
      const change = this.#runner.transaction.commit();
      if (change !== undefined) sink.transaction(change);
    });
  }

  rollback(sink: ResultSink): Promise<void> {
    return this.#guard(sink, async () => sink.transaction(this.#rollBack()));
  }

  /** sp_reset_connection, which pools ask for by a bit of the packet header. */
  reset(): void {
    if (this.#runner.transaction.depth > 0) this.#rollBack();
    Object.assign(this.#settings, DEFAULTS);
    this.#runner.forget('drop');
  }

  close(): void {
    this.reset();
    this.#runner.close();
  }

  async #guard(sink: ResultSink, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      sink.done(undefined);
    } catch (error) {
      sink.error(this.#runner.toSqlError(error));
    }
  }

  #rollBack(): TransactionChange {
    const change = this.#runner.transaction.rollback();
    this.#runner.forget('keep');
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
        const failure = this.#runner.toSqlError(error);
        this.#fail(failure, sink);
        if (this.#settings.abortOnError || !STATEMENT_ERRORS.has(failure.number)) return false;
      }
    }
    return true;
  }

  #fail(error: SqlError, sink: ResultSink): void {
    sink.error(error);
    const rollsBack = this.#settings.abortOnError || ROLLING_BACK.has(error.number);
    if (rollsBack && this.#runner.transaction.depth > 0) sink.transaction(this.#rollBack());
  }

  async #run(
    statement: Statement,
    request: RequestParameters,
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<boolean> {
    switch (statement.kind) {
      case 'select':
        await this.#runner.select(statement, request, sink, signal);
        return true;
      case 'insert':
      case 'update':
      case 'delete':
        await this.#runner.write(statement, request, sink, signal);
        return true;
      case 'if': {
        const next = this.#runner.holds(statement, request) ? statement.whenTrue : statement.whenFalse;
        return this.#runAll(next, request, sink, signal);
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
        this.#settings.lockTimeoutMs = statement.ms;
        sink.done(undefined);
        return true;
      case 'transaction':
        await this.#textTransaction(statement.action, sink, signal);
        return true;
      default:
        await this.#runner.ddl(statement, signal);
        sink.done(undefined);
        return true;
    }
  }

  async #textTransaction(
    action: 'begin' | 'commit' | 'rollback',
    sink: ResultSink,
    signal: AbortSignal,
  ): Promise<void> {
    if (action === 'begin') await this.#begin(sink, signal);
    else {
      const change = action === 'rollback' ? this.#rollBack() : this.#runner.transaction.commit();
      if (change !== undefined) sink.transaction(change);
    }
    sink.done(undefined);
  }

  #setIsolation(level: IsolationLevel): void {
    if (level === 'snapshot' && this.#settings.isolation !== level && this.#runner.transaction.depth > 0) {
      const message = `Transaction failed in database '${this.#database.name}' because the statement was run under snapshot isolation but the transaction did not start in snapshot isolation. You cannot change the isolation level of the transaction to snapshot after the transaction has started unless the transaction was originally started under snapshot isolation level.`;
      throw new SqlError(3951, message);
    }
    this.#settings.isolation = level;
  }

  #set(option: SetOption): void {
    if (option === 'noCountOn' || option === 'noCountOff') this.#settings.noCount = option === 'noCountOn';
    if (option === 'abortOn' || option === 'abortOff') this.#settings.abortOnError = option === 'abortOn';
  }
}

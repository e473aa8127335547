import { STATE_DIRECTORY } from '../compose/openLocalApp.ts';
import type { Environment } from '../config/settings.ts';
import type { Log } from '../sync/ports/log.ts';
import { formatLogLine } from '../telemetry/log.ts';
import { syncFromSql } from './syncFromSql.ts';
import { beginRun, type SyncRun } from './syncRun.ts';
import type { SyncWish } from './syncWish.ts';

export interface ContactWriterOptions {
  /** Settings by name (docs/reference/settings.md); the environment of the process unless given. */
  readonly env?: Environment | undefined;
  /** Directory of the store where `SyncStorage` is not set; `.hubspot-sync` unless given. One portal, one store. */
  readonly stateDir?: string | undefined;
  /** Told of what happens. Unless given, warnings and errors go to standard error, a line of JSON each, but for those of single records. */
  readonly log?: Log | undefined;
}

/**
 * Brings associates of the table of the mapping file to HubSpot, from a program. Mapping, rules, retries, limit and ledger are those of the
 * functions, and so is the store, where `SyncStorage` names it.
 */
export class ContactWriter {
  readonly #env: Environment;
  readonly #stateDir: string;
  readonly #log: Log;
  readonly #closing = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor({
    env = process.env,
    stateDir = STATE_DIRECTORY,
    log = logProblems,
  }: ContactWriterOptions = {}) {
    this.#env = env;
    this.#stateDir = stateDir;
    this.#log = log;
  }

  /**
   * Writes the associates that a query or a condition chooses, as their rows are in the table of the mapping file then. It begins at once, or
   * behind an earlier run of this writer.
   *
   * @throws (when awaited) ConfigurationError where a setting is missing or wrong, or another process has the store; StopAndAlert
   * `QUERY_REFUSED` where the query cannot be used; RetryLater where SQL Server or the store does not answer. Whatever is wrong later is in
   * the result, and nothing is lost: the next run goes on with it.
   */
  syncFromSql(wish: SyncWish): SyncRun {
    const before = this.#last;
    const signals = wish.signal ? [this.#closing.signal, wish.signal] : [this.#closing.signal];
    const around = { env: this.#env, stateDir: this.#stateDir, log: this.#log };
    const run = beginRun(async (sink) => {
      await before;
      return syncFromSql({ ...wish, signal: AbortSignal.any(signals) }, around, sink);
    });
    this.#last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  /** Ends what is running, as its signal would, and resolves when it has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#last;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

const logProblems: Log = (entry) => {
  if (entry.level !== 'info' && entry.contactId === undefined)
    console.error(formatLogLine(entry, new Date()));
};

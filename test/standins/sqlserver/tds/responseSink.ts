import type { ResultSink } from '../engine/resultSink.ts';
import type { TransactionChange } from '../engine/transaction.ts';
import type { SqlError } from '../errors.ts';
import type { Value } from '../types.ts';
import type { ByteWriter } from './ByteWriter.ts';
import type { ResponseWriter } from './packets.ts';
import { type DoneOptions, writeDone, writeEnvTransaction, writeError, writeReturnStatus } from './tokens.ts';
import { type ResultColumn, writeColumnMetadata } from './writeColumns.ts';
import { rowWriter } from './writeRows.ts';

const CHANGE_TYPES = { begun: 8, committed: 9, rolledBack: 10 } as const;

/** Writes results as tokens. A statement's DONE is held back until it is known whether another follows. */
export class ResponseSink implements ResultSink {
  readonly #writer: ResponseWriter;
  readonly #isRpc: boolean;
  #writeRow: ((out: ByteWriter, row: Readonly<Record<number, Value>>) => void) | undefined;
  #pending: Omit<DoneOptions, 'more'> | undefined;
  #failed = false;
  #rows = 0;
  #limit: { readonly rows: number; readonly act: () => Promise<void> } | undefined;

  constructor(writer: ResponseWriter, isRpc: boolean) {
    this.#writer = writer;
    this.#isRpc = isRpc;
  }

  /** Acts once, right after that many rows; the rows after them wait for it. */
  afterRows(rows: number, act: () => Promise<void>): void {
    this.#limit = { rows, act };
  }

  get full(): boolean {
    return this.#writer.full || this.#rows === this.#limit?.rows;
  }

  async flush(): Promise<void> {
    await this.#writer.flush();
    if (this.#rows === this.#limit?.rows) await this.#limit.act();
  }

  columns(columns: readonly ResultColumn[]): void {
    this.#sendPending();
    writeColumnMetadata(this.#writer.out, columns);
    this.#writeRow = rowWriter(columns);
  }

  row(row: Readonly<Record<number, Value>>): void {
    this.#writeRow?.(this.#writer.out, row);
    this.#rows += 1;
  }

  done(rows: bigint | undefined): void {
    this.#sendPending();
    this.#pending = rows === undefined ? {} : { rows };
  }

  error(error: SqlError): void {
    this.#sendPending();
    writeError(this.#writer.out, error);
    this.#pending = { error: true };
    this.#failed = true;
  }

  transaction({ kind, descriptor }: TransactionChange): void {
    writeEnvTransaction(this.#writer.out, CHANGE_TYPES[kind], descriptor);
  }

  /** The last tokens of the message. */
  finish(): void {
    if (this.#isRpc) {
      this.#sendPending();
      writeReturnStatus(this.#writer.out, this.#failed ? 1 : 0);
      writeDone(this.#writer.out, 'doneProc', { more: false, error: this.#failed });
    } else writeDone(this.#writer.out, 'done', { ...this.#pending, more: false });
  }

  #sendPending(): void {
    if (this.#pending === undefined) return;
    writeDone(this.#writer.out, this.#isRpc ? 'doneInProc' : 'done', { ...this.#pending, more: true });
    this.#pending = undefined;
  }
}

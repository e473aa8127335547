import type { SqlError } from '../errors.ts';
import type { ResultColumn } from '../tds/writeColumns.ts';
import type { Value } from '../types.ts';
import type { TransactionChange } from './transaction.ts';

/** Where the results of a request go, token by token. */
export interface ResultSink {
  columns(columns: readonly ResultColumn[]): void;
  row(row: Readonly<Record<number, Value>>): void;
  /** True when rows should be sent on before more are made. */
  readonly full: boolean;
  flush(): Promise<void>;
  /** A statement's end, with its row count if it has one. */
  done(rows: bigint | undefined): void;
  error(error: SqlError): void;
  transaction(change: TransactionChange): void;
}

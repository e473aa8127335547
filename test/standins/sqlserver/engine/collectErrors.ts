import type { SqlError } from '../errors.ts';
import type { ResultSink } from './resultSink.ts';

/** A sink for statements that the stand-in runs for itself: it keeps the first error and nothing else. */
export class ErrorCollector implements ResultSink {
  #first: SqlError | undefined;

  get full(): boolean {
    return false;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  error(error: SqlError): void {
    this.#first ??= error;
  }

  /** Throws the first error, if there was one. */
  check(): void {
    if (this.#first !== undefined) throw this.#first;
  }

  columns(): void {}
  row(): void {}
  done(): void {}
  transaction(): void {}
}

/**
 * An error as SQL Server reports it: number, severity class and state travel in the ERROR token.
 * Numbers below 50000 are SQL Server's own; 50999 is the stand-in refusing something outside its subset.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  /** Line of the batch, 1-based. */
  readonly line: number;

  constructor(
    number: number,
    message: string,
    options: { severity?: number; state?: number; line?: number } = {},
  ) {
    super(message);
    this.number = number;
    this.severity = options.severity ?? 16;
    this.state = options.state ?? 1;
    this.line = options.line ?? 1;
  }
}

/** The error number of everything the stand-in does not execute. */
export const REFUSED = 50999;

/** Refuses, by name, something that SQL Server may well accept but that is outside the subset. */
export function refuse(what: string, line = 1): SqlError {
  return new SqlError(REFUSED, `stand-in: ${what} is not supported`, { line });
}

/** Msg 102. */
export function syntaxError(near: string, line: number): SqlError {
  return new SqlError(102, `Incorrect syntax near '${near}'.`, { severity: 15, line });
}

/** Msg 8115. */
export function overflow(typeName: string): SqlError {
  return new SqlError(8115, `Arithmetic overflow error converting expression to data type ${typeName}.`, {
    state: 2,
  });
}

/**
 * Errors by what to do next. Anything else that is thrown is a bug, never a success.
 *
 * Messages name settings, hosts, tables, columns and codes; they never carry a person's values, a token or a
 * foreign server's body, because they end in logs and telemetry.
 */

/** The work is sound but cannot be done now: put it back and try again, with growing pauses. */
export class RetryLater extends Error {
  override readonly name: string = 'RetryLater';
  readonly code: string;
  /** Milliseconds the other side asked us to wait, when it said so. */
  readonly afterMs: number | undefined;
  /** True when the other side may have applied the work although its answer never came. */
  readonly outcomeUnknown: boolean;
  /** The HTTP status by which the other side said so; undefined when no whole answer came. */
  readonly status: number | undefined;

  constructor(
    code: string,
    message: string,
    options: {
      afterMs?: number | undefined;
      outcomeUnknown?: boolean;
      status?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.afterMs = options.afterMs;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
    this.status = options.status;
  }
}

/**
 * What failed after a call to HubSpot that may have been carried out leaves that part of the work in doubt: its outcomes were
 * never stored. What failed before any such call leaves none, and must not pass here.
 */
export function throwInDoubt(error: unknown): never {
  if (error instanceof RetryLater && !error.outcomeUnknown) {
    const { code, message, afterMs } = error;
    throw new RetryLater(code, message, { afterMs, outcomeUnknown: true, cause: error });
  }
  if (error instanceof StopAndAlert && !error.outcomeUnknown) {
    const { code, message, stopsEverything } = error;
    throw new StopAndAlert(code, message, { stopsEverything, outcomeUnknown: true, cause: error });
  }
  throw error;
}

/**
 * Storage refuses what we ask of it (too large, malformed). The same again is refused again, so this is a bug and no outage: what
 * crashes on it is isolated and ends as a named outcome.
 */
export class StorageRefusal extends Error {
  override readonly name: string = 'StorageRefusal';
}

/** A person has to mend something (a token, a permission, a schema, a setting); trying again alone is no use. */
export class StopAndAlert extends Error {
  override readonly name: string = 'StopAndAlert';
  readonly code: string;
  /** True when every other call to HubSpot would fail for the same reason. */
  readonly stopsEverything: boolean;
  /** True when a part of the work may have been applied before it stopped. */
  readonly outcomeUnknown: boolean;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; stopsEverything?: boolean; outcomeUnknown?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.stopsEverything = options.stopsEverything ?? false;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
  }
}

/**
 * Another worker wrote an outcome between our read and our commit. Which of the two wrote to HubSpot last is not
 * known, so these keys are done again past the fingerprint.
 */
export class LostRace extends RetryLater {
  readonly keys: readonly string[];

  constructor(batchId: string, keys: readonly string[]) {
    super('LOST_RACE', `Another worker stored outcomes of ${batchId} first.`, { outcomeUnknown: true });
    this.keys = keys;
  }
}

/** A setting or the mapping file is missing or wrong. One sentence per problem, each naming what to change. */
export class ConfigurationError extends StopAndAlert {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('CONFIGURATION', problems.join(' '));
    this.problems = problems;
  }
}

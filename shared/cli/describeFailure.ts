import { ConfigurationError, RetryLater, StopAndAlert } from '../errors.ts';
import { SYSTEM_CODES } from '../outcomes/systemCodes.ts';
import { EXIT } from './exitCodes.ts';
import { UsageError } from './usageError.ts';

/** Why a command could not do its work. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** A login, a token or a scope that is refused. */
const NOT_AUTHORISED: ReadonlySet<string> = new Set(['HUBSPOT_REFUSED', 'SQL_REFUSED', 'SCOPE_MISSING']);

/** The failure that an error of ours means; undefined for any other, which is a bug and keeps its stack. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof UsageError) return { exitCode: EXIT.usage, code: 'USAGE', problems: [error.message] };
  if (error instanceof ConfigurationError)
    return { exitCode: EXIT.failed, code: error.code, problems: error.problems };
  if (error instanceof RetryLater)
    return { exitCode: EXIT.unseen, code: error.code, problems: [error.message] };
  if (error instanceof StopAndAlert)
    return { exitCode: exitCodeOf(error.code), code: error.code, problems: [error.message] };
  return undefined;
}

/** The exit code of what a person has to mend. */
export function exitCodeOf(code: string): number {
  if (code === 'QUERY_REFUSED') return EXIT.usage;
  return NOT_AUTHORISED.has(code) ? EXIT.notAuthorised : EXIT.failed;
}

/** The exit code of several things that are wrong: whoever is not let in, or does not answer, first. */
export function exitCodeOfTroubles(codes: readonly string[]): number {
  if (codes.length === 0) return EXIT.done;
  if (codes.some((code) => NOT_AUTHORISED.has(code))) return EXIT.notAuthorised;
  return codes.some(isUnseen) ? EXIT.unseen : EXIT.failed;
}

/** Whether a code says that somebody did not answer. */
export function isUnseen(code: string): boolean {
  return Object.entries(SYSTEM_CODES).some(([name, { ends }]) => name === code && ends === 'retried');
}

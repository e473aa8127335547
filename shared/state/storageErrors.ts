import * as z from 'zod';
import { RetryLater, StorageRefusal } from '../errors.ts';

/** The client of tables has the code of an answer in its body, that of a transaction and the client of queues beside it. */
const codeSchema = z.union([
  z.object({ code: z.string() }).transform(({ code }) => code),
  z
    .object({ details: z.object({ odataError: z.object({ code: z.string() }) }) })
    .transform(({ details }) => details.odataError.code),
]);
const MISSING = ['TableNotFound', 'QueueNotFound'];

/**
 * Answers by which waiting or somebody else's hand helps: a missing right or identity, a lost race, a table that is being
 * deleted, too many calls.
 */
const PASSING = [401, 403, 404, 408, 409, 412, 429];

/** Errors of JavaScript and of our schemas (what Storage and the network do wrong has other names), and what was judged already. */
const OURS = [TypeError, RangeError, ReferenceError, SyntaxError, z.ZodError, StorageRefusal, RetryLater];

/**
 * The HTTP status of what Storage answered about an entity or a message, if it is that. A table or queue that is missing as a
 * whole says nothing of what is in it: `isStoreMissing`.
 */
export function storageStatus(error: unknown): number | undefined {
  return isStoreMissing(error) ? undefined : statusOf(error);
}

/** Whether the table or the queue itself is not there. */
export function isStoreMissing(error: unknown): boolean {
  return statusOf(error) === 404 && MISSING.includes(codeOf(error) ?? '');
}

/**
 * What to make of an error that a call to Storage threw: an outage is work for later (the SDK has tried several times by then);
 * what Storage refuses, and what our code does wrong, would be the same each time.
 */
export function judgeStorageError(what: string, error: unknown): unknown {
  if (OURS.some((kind) => error instanceof kind)) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  if (status !== undefined && status >= 400 && status < 500 && !PASSING.includes(status)) {
    const reason = code === undefined ? String(status) : `${status} ${code}`;
    return new StorageRefusal(`Azure Storage refuses ${what} (${reason}).`, { cause: error });
  }
  const reason = isStoreMissing(error) ? code : (status ?? code ?? 'no answer');
  return new RetryLater('STORAGE_UNREACHABLE', `Azure Storage: ${what} failed (${reason}).`, {
    cause: error,
  });
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

function codeOf(error: unknown): string | undefined {
  return codeSchema.safeParse(error).data;
}

import type { HttpResponseInit } from '@azure/functions';
import type { z } from 'zod';
import { RetryLater, StopAndAlert } from '../shared/errors.ts';

const RETRY_AFTER_S = 30;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  409: 'Conflict',
  422: 'Rejected',
  500: 'Internal error',
  503: 'Not available now',
};

/** An error answer (RFC 9457, `application/problem+json`): status, our stable code, one sentence, and details. */
export function problem(
  status: number,
  code: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): HttpResponseInit {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      code,
      detail,
      ...more,
    }),
  };
}

/** The answer to a request that is not of the agreed form: the first thing that is wrong. */
export function badRequest({ issues: [issue] }: z.ZodError): HttpResponseInit {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) return problem(400, 'BAD_REQUEST', `${unknown} is not known here.`);
  const field = issue?.path.join('.') || 'The request';
  return problem(400, 'BAD_REQUEST', `${field} ${issue?.message ?? 'is not valid'}.`);
}

/** The answer to an invocation that failed: 503 with `Retry-After` when waiting or mending helps, else 500. */
export function problemOf(error: unknown): HttpResponseInit {
  if (!(error instanceof RetryLater || error instanceof StopAndAlert)) {
    return problem(500, 'BUG', 'An unexpected error; the log has a line of the same time.');
  }
  const response = problem(503, error.code, error.message);
  const seconds =
    error instanceof RetryLater && error.afterMs ? Math.ceil(error.afterMs / 1000) : RETRY_AFTER_S;
  return { ...response, headers: { ...response.headers, 'retry-after': String(seconds) } };
}

import { invalidAuthentication, missingScopes } from '../http/auth.ts';
import { errorReply, html, json, type Reply } from '../http/reply.ts';
import { tenSecondlyBody } from '../http/tooMany.ts';
import { formatTime } from '../time.ts';
import type { FaultAction } from './faultRule.ts';

type StatusAction = Extract<FaultAction, { kind: 'status' }>;

/** Answers of the edge in front of HubSpot, which come as HTML. */
const edgeStatuses = new Set([502, 503, 504, 520, 521, 522, 523, 524, 525, 526]);

/** Texts of JSON errors; only 429 has a recorded body, the others are assumed from the error-handling guide. */
const messages: ReadonlyMap<number, string> = new Map([
  [423, 'Too many writes to the same records, wait at least two seconds'],
  [477, 'This account is being moved between data centers'],
  [500, 'internal error'],
]);

export function statusReply({ status, body, said, retryAfter }: StatusAction): Reply {
  const headers =
    retryAfter === undefined || retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  const kind = body ?? (edgeStatuses.has(status) ? 'html' : 'json');
  const plain = said
    ? errorReply(status, said)
    : kind === 'json'
      ? jsonError(status)
      : html(status, 'Request failed');
  return {
    ...plain,
    headers: { ...plain.headers, ...headers },
    ...(kind === 'none' ? { body: { kind } } : {}),
  };
}

export function emptySuccess(): Reply {
  const now = formatTime(Date.now());
  return json(200, { status: 'COMPLETE', results: [], startedAt: now, completedAt: now });
}

function jsonError(status: number): Reply {
  switch (status) {
    case 401:
      return invalidAuthentication();
    case 403:
      return missingScopes(['crm.objects.contacts.write']);
    case 429:
      return errorReply(429, tenSecondlyBody);
    default:
      return errorReply(status, { message: messages.get(status) ?? 'The request failed' });
  }
}

import type { Problem } from '../../answers/problem.ts';
import { spokenNow } from '../speech/language.ts';
import { noteAnswer, noteSilence } from '../state/connection.ts';
import { leave, noteReadOnly, sessionNow } from '../state/session.ts';

/** What became of a question to a route. */
export type Answer<Body, Refusal = Problem> =
  | { readonly kind: 'body'; readonly status: number; readonly body: Body; readonly etag: string | undefined }
  /** As `etag` says. */
  | { readonly kind: 'same' }
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Refusal }
  /** The key does not open this. */
  | { readonly kind: 'refused' }
  /** Something answers, and it is none of our answers. */
  | { readonly kind: 'strange'; readonly status: number }
  /** Nothing came back, or whatever stands between says that the service is away. */
  | { readonly kind: 'away' };

export interface Question {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  /** Of what is held of this already. */
  readonly etag?: string | undefined;
  /** Instead of the session's. */
  readonly key?: string;
}

/**
 * Asks a route below the page's own address, with the key in a header and in the language of the page. A key that does not
 * even read ends the session; one that reads and may not act is noted.
 */
export function ask<Body, Refusal = Problem>(
  path: string,
  question: Question = {},
): Promise<Answer<Body, Refusal>> {
  return exchange(path, question, (response) => response.json());
}

/** The same, of a route that answers a file of text. */
export function askText(path: string): Promise<Answer<string>> {
  return exchange(path, {}, (response) => response.text());
}

async function exchange<Body, Refusal>(
  path: string,
  question: Question,
  take: (response: Response) => Promise<Body>,
): Promise<Answer<Body, Refusal>> {
  const { method = 'GET', key = sessionNow()?.key } = question;
  const response = await send(path, { ...question, method, key });
  if (!response) return away();
  // Sign-in before the key has run out: only the browser itself can go through it again.
  if (response.type === 'opaqueredirect') {
    location.reload();
    return { kind: 'away' };
  }
  if (response.status === 401 && question.key === undefined) {
    if (method === 'GET') leave('refused');
    else noteReadOnly();
  }
  if (response.status === 401 || response.status === 304) {
    noteAnswer(response.headers.get('date'));
    return { kind: response.status === 401 ? 'refused' : 'same' };
  }
  return read(response, take);
}

async function read<Body, Refusal>(
  response: Response,
  take: (response: Response) => Promise<Body>,
): Promise<Answer<Body, Refusal>> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem = await response.json().catch(() => undefined);
    noteAnswer(headers.get('date'));
    return problem === undefined ? { kind: 'strange', status } : { kind: 'problem', status, problem };
  }
  // Of what is no success only our own JSON is an answer.
  const isOurs = response.ok || type.startsWith('application/json');
  const body = isOurs ? await take(response).catch(() => undefined) : undefined;
  if (body === undefined && status >= 500) return away();
  noteAnswer(headers.get('date'));
  if (body === undefined) return { kind: 'strange', status };
  return { kind: 'body', status, body, etag: headers.get('etag') ?? undefined };
}

function away(): { readonly kind: 'away' } {
  noteSilence();
  return { kind: 'away' };
}

async function send(
  path: string,
  { method = 'GET', body, etag, key }: Omit<Question, 'key'> & { readonly key: string | undefined },
): Promise<Response | undefined> {
  try {
    return await fetch(new URL(path, location.href), {
      method,
      headers: {
        'accept-language': spokenNow().language,
        ...(key !== undefined && { 'x-functions-key': key }),
        ...(etag !== undefined && { 'if-none-match': etag }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // What is kept is kept by the page, and gone with it.
      cache: 'no-store',
      redirect: 'manual',
    });
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { type Language, languageOf } from '../shared/outcomes/language.ts';
import { speak } from '../shared/outcomes/speak.ts';
import type { Log } from '../shared/sync/ports/log.ts';
import type { LogEntry } from '../shared/telemetry/log.ts';
import { logOf } from './app.ts';
import { logFailure } from './logFailure.ts';
import { principalOf } from './principalOf.ts';
import { type Problem, problemOf, toResponse } from './problem.ts';
import { type Read, readBody, readQuery } from './readRequest.ts';

/** What a route was asked, read and found to be of its form. */
export interface Asked<Query, Body> {
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly headers: { get(name: string): string | null };
  readonly language: Language;
  readonly log: Log;
}

/** What a route answers. */
export type Answer =
  | {
      readonly status: number;
      readonly json: object;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whoever has the answer already gets 304, whatever its status; it holds nothing of a person. */
      readonly revalidates?: boolean;
    }
  | {
      readonly status: number;
      /** To be saved under this name. */
      readonly file: { readonly name: string; readonly type: string; readonly content: string };
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly problem: Problem };

/** What an audit line says beside who asked and how it ended. */
export interface Audit {
  /** Method and route, and what was asked. */
  readonly message: string;
  readonly contactId?: string | undefined;
  readonly runId?: string | undefined;
}

/** As `HttpResponseInit`, with headers that can be added to. */
type LocalInit = Omit<HttpResponseInit, 'headers'> & { readonly headers: Readonly<Record<string, string>> };

export interface RouteForm<Query, Body> {
  /** Of the log line of a failure. */
  readonly operation: LogEntry['operation'];
  /** What the query may hold. */
  readonly query: z.ZodType<Query>;
  /** Refuses a value of the host's own `code` that is none of its keys. */
  readonly refuse?: (hostCode: string | null) => Problem | undefined;
  /** Of a route that does something: what is told of each request of the agreed form, in one line of the log. */
  readonly audit?: (asked: Asked<Query, Body>) => Audit;
}

/** A query that may hold nothing. */
export const noQuery = z.strictObject({});

/** Answers are of this moment, and one of them holds values of a person. */
const HEADERS = { 'cache-control': 'no-store', vary: 'Accept-Language', 'x-content-type-options': 'nosniff' };

/**
 * A handler that reads a request, has it answered, and tells answer and failure in the language that was asked for. What is not of
 * the agreed form reaches no use case.
 */
export function answering<Query>(
  form: RouteForm<Query, undefined>,
  work: (asked: Asked<Query, undefined>) => Promise<Answer>,
): HttpHandler {
  return handlerOf(form, async () => ({ value: undefined }), work);
}

/** The same, of a route that takes a body. */
export function answeringBody<Query, Body>(
  form: RouteForm<Query, Body> & { readonly body: z.ZodType<Body> },
  work: (asked: Asked<Query, Body>) => Promise<Answer>,
): HttpHandler {
  return handlerOf(form, (request) => readBody(request, form.body), work);
}

type BodyReader<Body> = (request: HttpRequest) => Promise<Read<Body>>;

function handlerOf<Query, Body>(
  form: RouteForm<Query, Body>,
  bodyOf: BodyReader<Body>,
  work: (asked: Asked<Query, Body>) => Promise<Answer>,
): HttpHandler {
  return async (request, context) => {
    const log = logOf(context);
    const language = languageOf(request.headers.get('accept-language'));
    const read = await readAsked(request, form, bodyOf, { log, language });
    const answer = 'problem' in read ? read : await answerTo(read.asked, form, work);
    const response = toInit(answer, language, request.headers.get('if-none-match'));
    return { ...response, headers: { ...HEADERS, 'content-language': language, ...response.headers } };
  };
}

async function readAsked<Query, Body>(
  request: HttpRequest,
  form: RouteForm<Query, Body>,
  bodyOf: BodyReader<Body>,
  rest: Pick<Asked<Query, Body>, 'log' | 'language'>,
): Promise<{ readonly asked: Asked<Query, Body> } | { readonly problem: Problem }> {
  const refused = form.refuse?.(request.query.get('code'));
  if (refused) return { problem: refused };
  const query = readQuery(request, form.query);
  if ('problem' in query) return query;
  const { params, headers } = request;
  const body = await bodyOf(request);
  if ('problem' in body) return body;
  return { asked: { params, headers, query: query.value, body: body.value, ...rest } };
}

async function answerTo<Query, Body>(
  asked: Asked<Query, Body>,
  { operation, audit }: RouteForm<Query, Body>,
  work: (asked: Asked<Query, Body>) => Promise<Answer>,
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await work(asked);
  } catch (error) {
    logFailure(asked.log, operation, error);
    answer = { problem: problemOf(error) };
  }
  if (audit) tellAudit(audit(asked), answer, asked);
  return answer;
}

function tellAudit(
  { message, contactId, runId }: Audit,
  answer: Answer,
  { log, headers }: Pick<Asked<unknown, unknown>, 'log' | 'headers'>,
): void {
  const failed = 'problem' in answer ? answer.problem : undefined;
  // Who is not known here may be anything that somebody typed.
  const isKnown = failed?.status !== 400 && failed?.status !== 404;
  const began = 'json' in answer && 'runId' in answer.json ? answer.json.runId : undefined;
  log({
    level: 'info',
    operation: 'AUDIT',
    status: failed ? 'FAILED' : 'SUCCESS',
    code: failed?.code,
    message,
    contactId: isKnown ? contactId : undefined,
    runId: isKnown ? (runId ?? (typeof began === 'string' ? began : undefined)) : undefined,
    principalId: principalOf(headers),
  });
}

function toInit(answer: Answer, language: Language, known: string | null): LocalInit {
  if ('problem' in answer) return toResponse(answer.problem, language);
  if ('file' in answer) return toFile(answer);
  const { status, json, headers = {}, revalidates = false } = answer;
  const spoken = speak(json, language);
  if (!revalidates) return { status, jsonBody: spoken, headers };
  const body = JSON.stringify(spoken);
  const etag = `"${createHash('sha256').update(`${status} ${language} ${body}`).digest('base64url').slice(0, 27)}"`;
  const cached = { ...headers, etag, 'cache-control': 'private, no-cache' };
  if (isKnown(etag, known)) return { status: 304, headers: cached };
  return { status, body, headers: { ...cached, 'content-type': 'application/json' } };
}

function toFile({ status, file, headers }: Extract<Answer, { readonly file: object }>): LocalInit {
  const disposition = `attachment; filename="${file.name}"`;
  return {
    status,
    body: file.content,
    headers: { ...headers, 'content-type': file.type, 'content-disposition': disposition },
  };
}

/** RFC 9110 §13.1.2; ours are strong, and a proxy may have made one weak. */
function isKnown(etag: string, ifNoneMatch: string | null): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

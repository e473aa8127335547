import { setTimeout as delay } from 'node:timers/promises';
import { malformedBody } from '../errors.ts';
import { emptySuccess, statusReply } from '../faults/faultReply.ts';
import type { FaultAction } from '../faults/faultRule.ts';
import type { Standin } from '../standin.ts';
import type { ApiCall } from './apiCall.ts';
import { bearerToken, refuseAccess } from './auth.ts';
import { html, type Reply } from './reply.ts';
import { type MatchedRoute, matchRoute } from './routes.ts';

/** One HTTP request, read to its end. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly authorization: string | undefined;
}

/** What becomes of a call on the wire. */
export type Answer =
  | {
      readonly kind: 'reply' | 'truncated';
      readonly reply: Reply;
      /** Rate headers; empty where HubSpot sends none. */
      readonly headers: Record<string, string>;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

interface Outcome {
  readonly reply: Reply;
  readonly ending: 'reply' | 'truncated' | 'reset' | 'hang';
  readonly fault?: string;
}

interface Stages {
  readonly standin: Standin;
  readonly incoming: Incoming;
  readonly matched: MatchedRoute | undefined;
  readonly operation: string;
  readonly token: string;
  readonly call: ApiCall;
}

/** Takes a call through access, limits, faults and its endpoint, and enters it in the journal. */
export async function answerCall(standin: Standin, incoming: Incoming): Promise<Answer> {
  const stages = prepare(standin, incoming);
  const { operation, token } = stages;
  const at = Date.now();
  const outcome = await run(stages);
  const { reply, ending, fault } = outcome;
  const answered = ending === 'reply' || ending === 'truncated';
  standin.journal.add({
    at,
    method: incoming.method,
    path: incoming.url.pathname,
    operation,
    status: answered ? reply.status : 0,
    inputs: countInputs(stages.call.body),
    ...(fault === undefined ? {} : { fault }),
  });
  if (!answered) {
    return { kind: ending };
  }
  const isKnown = standin.granted.has(token);
  const { switches } = standin.portal;
  const headers = isKnown ? standin.rateLimit.headers(token, operation === 'search', switches) : {};
  return { kind: ending, reply, headers };
}

function prepare(standin: Standin, incoming: Incoming): Stages {
  const { method, url, text } = incoming;
  const matched = matchRoute(method, url.pathname);
  const call: ApiCall = {
    method,
    path: url.pathname,
    query: url.searchParams,
    version: matched?.version ?? 'v3',
    id: matched?.id ?? '',
    ...parseBody(text),
  };
  const operation = matched?.route.operation ?? 'unknown';
  return { standin, incoming, matched, operation, token: bearerToken(incoming.authorization), call };
}

async function run(stages: Stages): Promise<Outcome> {
  const { standin, incoming, operation } = stages;
  const target = { operation, method: incoming.method, path: incoming.url.pathname };
  const refusal = refuse(stages);
  if (refusal !== undefined) {
    return { reply: refusal, ending: 'reply' };
  }
  if (standin.latencyMs > 0) {
    await delay(standin.latencyMs, undefined, { ref: false });
  }
  const before = standin.faults.take('before', target);
  if (before !== undefined && before.kind !== 'slow') {
    return disturb(before, emptySuccess(), 'before');
  }
  if (before?.kind === 'slow') {
    await delay(before.ms, undefined, { ref: false });
  }
  const reply = handle(stages);
  const after = standin.faults.take('after', target);
  if (after?.kind === 'slow') {
    await delay(after.ms, undefined, { ref: false });
  }
  if (after !== undefined) {
    return disturb(after, reply, 'after');
  }
  return { reply, ending: 'reply', ...(before === undefined ? {} : { fault: 'before slow' }) };
}

/** Access first, then limits: a call without a valid token belongs to no app that could use up its limit. */
function refuse({ standin, matched, operation, token }: Stages): Reply | undefined {
  return (
    refuseAccess(standin.granted, token, matched?.route.scopes ?? []) ??
    standin.rateLimit.refuse(token, operation === 'search', standin.portal.switches)
  );
}

function handle({ standin, matched, call }: Stages): Reply {
  if (matched === undefined) {
    return html(404, 'Not found');
  }
  return call.malformed === undefined
    ? matched.route.handle(standin.portal, call)
    : malformedBody(call.malformed);
}

/** How an action changes the ending of a call whose undisturbed answer would be `reply`. */
function disturb(action: FaultAction, reply: Reply, when: 'before' | 'after'): Outcome {
  const fault = `${when} ${action.kind}`;
  switch (action.kind) {
    case 'status':
      return { reply: statusReply(action), ending: 'reply', fault };
    case 'emptySuccess':
      return { reply: emptySuccess(), ending: 'reply', fault };
    case 'truncate':
      return { reply, ending: 'truncated', fault };
    case 'slow':
      return { reply, ending: 'reply', fault };
    case 'reset':
    case 'hang':
      return { reply, ending: action.kind, fault };
  }
}

function parseBody(text: string): Pick<ApiCall, 'body' | 'malformed'> {
  if (text === '') {
    return { body: undefined, malformed: undefined };
  }
  try {
    const body: unknown = JSON.parse(text);
    return { body, malformed: undefined };
  } catch (error) {
    return { body: undefined, malformed: error instanceof Error ? error.name : 'unreadable' };
  }
}

function countInputs(body: unknown): number {
  const inputs = typeof body === 'object' && body !== null && 'inputs' in body ? body.inputs : undefined;
  return Array.isArray(inputs) ? inputs.length : 0;
}

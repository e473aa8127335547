import { disturb } from '../faults/disturb.ts';
import { emptySuccess } from '../faults/faultReply.ts';
import { loseInputs } from '../faults/loseRows.ts';
import type { Standin } from '../standin.ts';
import type { ApiCall } from './apiCall.ts';
import { bearerToken, refuseAccess } from './auth.ts';
import { handleCall } from './handleCall.ts';
import { parseBody } from './parseBody.ts';
import { pause } from './pause.ts';
import type { Reply } from './reply.ts';
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

export interface Outcome {
  readonly reply: Reply;
  readonly ending: 'reply' | 'truncated' | 'reset' | 'hang';
  readonly fault?: string;
}

interface Stages {
  readonly standin: Standin;
  readonly matched: MatchedRoute | undefined;
  readonly token: string;
  readonly call: ApiCall;
}

/** Takes a call through access, limits, faults and its endpoint, and enters it in the journal. */
export async function answerCall(standin: Standin, incoming: Incoming): Promise<Answer> {
  const stages = prepare(standin, incoming);
  const { call, token } = stages;
  const { operation } = call;
  const at = Date.now();
  const { reply, ending, fault } = await run(stages);
  const answered = ending === 'reply' || ending === 'truncated';
  standin.journal.add({
    at,
    method: call.method,
    path: call.path,
    operation,
    status: answered ? reply.status : 0,
    inputs: countInputs(call.body),
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
    operation: matched?.route.operation ?? 'unknown',
    id: matched?.id ?? '',
    ...parseBody(text),
  };
  return { standin, matched, token: bearerToken(incoming.authorization), call };
}

async function run(stages: Stages): Promise<Outcome> {
  const refusal = refuse(stages);
  if (refusal !== undefined) {
    return { reply: refusal, ending: 'reply' };
  }
  const { standin, matched, call } = stages;
  const { faults } = standin;
  await pause(standin.latencyMs);
  const before = faults.take('before', call);
  if (before?.kind === 'slow') {
    await pause(before.ms);
  } else if (before !== undefined && before.kind !== 'lostRows') {
    return disturb(before, emptySuccess(), 'before', faults.random);
  }
  const carriedOut = before?.kind === 'lostRows' ? loseInputs(call, before, faults.random) : call;
  const reply = handleCall(standin.portal, matched?.route, carriedOut);
  const after = faults.take('after', call);
  if (after?.kind === 'slow') {
    await pause(after.ms);
  }
  if (after !== undefined) {
    return disturb(after, reply, 'after', faults.random);
  }
  return { reply, ending: 'reply', ...(before === undefined ? {} : { fault: `before ${before.kind}` }) };
}

/** Access first, then limits: a call without a valid token belongs to no app that could use up its limit. */
function refuse({ standin, matched, call, token }: Stages): Reply | undefined {
  return (
    refuseAccess(standin.granted, token, matched?.route.scopes ?? []) ??
    standin.rateLimit.refuse(token, call.operation === 'search', standin.portal.switches)
  );
}

function countInputs(body: unknown): number {
  const inputs = typeof body === 'object' && body !== null && 'inputs' in body ? body.inputs : undefined;
  return Array.isArray(inputs) ? inputs.length : 0;
}

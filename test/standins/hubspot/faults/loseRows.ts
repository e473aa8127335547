import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import { type Random, shuffled } from '../random.ts';
import type { FaultAction } from './faultRule.ts';

type LostRows = Extract<FaultAction, { kind: 'lostRows' }>;

/** A batch call without some of its inputs: they are neither written nor answered. */
export function loseInputs(call: ApiCall, action: LostRows, random: Random): ApiCall {
  const { body } = call;
  return typeof body === 'object' && body !== null && 'inputs' in body && Array.isArray(body.inputs)
    ? { ...call, body: { ...body, inputs: lose(body.inputs, action, random) } }
    : call;
}

/** A 2xx answer without some of its results, as if there had never been any. */
export function loseResults(reply: Reply, action: LostRows, random: Random): Reply {
  const { status, body } = reply;
  return status < 300 && body.kind === 'json' && 'results' in body.value && Array.isArray(body.value.results)
    ? {
        ...reply,
        body: { kind: 'json', value: { ...body.value, results: lose(body.value.results, action, random) } },
      }
    : reply;
}

function lose(rows: readonly unknown[], { count, share }: LostRows, random: Random): unknown[] {
  const fewest = share === undefined ? (count ?? 1) : Math.ceil(rows.length * share);
  const lost = new Set(shuffled([...rows.keys()], random).slice(0, fewest));
  return rows.filter((_, index) => !lost.has(index));
}

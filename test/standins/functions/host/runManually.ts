import { z } from 'zod';
import type { InvocationRequest } from '../protocol.ts';
import type { Trigger } from './indexedFunction.ts';
import { toQueueRequest } from './queueRequest.ts';
import { toTimerRequest } from './timerListener.ts';

const bodySchema = z.object({ input: z.string().default('') });

/** The body of POST /admin/functions/<name>: `{"input": "…"}`, or nothing. Undefined when it is something else. */
export function parseManualInput(body: Buffer): string | undefined {
  if (body.length === 0) return '';
  try {
    return bodySchema.parse(JSON.parse(body.toString('utf8'))).input;
  } catch {
    return undefined;
  }
}

/** What a run by hand gets: a timer its plain info, a queue function the input as message text; HTTP has its own way. */
export function toManualRequest(trigger: Trigger, input: string): InvocationRequest | undefined {
  if (trigger.kind === 'timer') return toTimerRequest(trigger.bindingName, false);
  if (trigger.kind === 'queue') return toQueueRequest(trigger.bindingName, input);
  return undefined;
}

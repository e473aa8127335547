import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { batchReply } from './batchReply.ts';
import { refuseTooMany } from './batchRules.ts';
import { createBatch } from './inputs.ts';
import { writeBatch } from './writeBatch.ts';

/** POST /batch/create. */
export function createContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = createBatch.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const inputs = parsed.data.inputs ?? [];
  const refusal = refuseTooMany(portal, inputs);
  if (refusal !== undefined) {
    return refusal;
  }
  const rows = inputs.map(({ properties, objectWriteTraceId }) => ({
    traceId: objectWriteTraceId ?? undefined,
    locate: () => undefined,
    properties,
    key: undefined,
    tellsNew: false,
    leftOut: 'sparse' as const,
  }));
  const verdict = writeBatch(portal, call, rows);
  return verdict.kind === 'refused'
    ? verdict.reply
    : batchReply(portal, { results: verdict.results, errors: verdict.errors, success: 201 });
}

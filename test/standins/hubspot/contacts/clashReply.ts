import { badRequest, problemDetails, type RowError } from '../errors.ts';
import type { ApiVersion } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import type { Clash } from './applyWrite.ts';
import { takenReply, takenRow } from './takenReply.ts';

/** A clash as the answer to a whole call. */
export function clashReply(portal: Portal, clash: Clash, version: ApiVersion): Reply {
  const { texts } = portal;
  switch (clash.kind) {
    case 'taken':
      return takenReply(portal, clash.taken, version);
    case 'requiredMissing':
      return badRequest(texts.requiredMissing, { errors: problemDetails(clash.problems) });
    case 'partialUpsert':
      return badRequest(texts.partialUpsert);
  }
}

/** A clash as the verdict on one row. `context` carries the row's trace id. */
export function clashRow(
  portal: Portal,
  clash: Clash,
  context: RowError['context'],
  version: ApiVersion,
): RowError {
  const { texts } = portal;
  switch (clash.kind) {
    case 'taken':
      return takenRow(portal, clash.taken, context, version);
    case 'requiredMissing': {
      const errors = problemDetails(clash.problems);
      return {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: texts.requiredMissing,
        context,
        errors,
      };
    }
    case 'partialUpsert':
      return { status: 'error', category: 'VALIDATION_ERROR', message: texts.partialUpsert, context };
  }
}

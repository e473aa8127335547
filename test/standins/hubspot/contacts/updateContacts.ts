import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { errorReply, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { batchReply, missingError } from './batchReply.ts';
import { locate, nonUnique, refuseDuplicates, refuseTooMany } from './batchRules.ts';
import { type KeyedInput, keyedBatch } from './inputs.ts';
import { type WriteRow, writeBatch } from './writeBatch.ts';

interface AddressedInput extends Omit<KeyedInput, 'idProperty'> {
  readonly idProperty: string | undefined;
}

/**
 * POST /batch/update: changes contacts by record id or by a custom unique property. `email` was refused as a key
 * here, and an id that is no number changes nothing without an error (threads on HubSpot's Node client). So does
 * the id of a contact that was merged away (guide on updating records; the silence was observed).
 */
export function updateContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = keyedBatch.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const inputs = (parsed.data.inputs ?? []).map((input) => ({
    ...input,
    idProperty: input.idProperty ?? undefined,
  }));
  const refusal =
    refuseTooMany(portal, inputs) ?? refuseKeys(portal, inputs) ?? refuseDuplicates(portal, inputs);
  return refusal ?? updateFound(portal, call, inputs);
}

function updateFound(portal: Portal, call: ApiCall, inputs: readonly AddressedInput[]): Reply {
  const meant = inputs.filter(
    ({ id, idProperty }) =>
      idProperty !== undefined || (/^\d+$/.test(id) && !portal.contacts.isMergedAway(id)),
  );
  const found = meant.filter((input) => locate(portal, input) !== undefined);
  const missing = meant.filter((input) => locate(portal, input) === undefined);
  const refusal = refuseMissing(portal, missing);
  if (refusal !== undefined) {
    return refusal;
  }
  const verdict = writeBatch(
    portal,
    call,
    found.map((input) => updateRow(portal, input)),
  );
  if (verdict.kind === 'refused') {
    return verdict.reply;
  }
  const traceIds =
    portal.switches.perRecordVerdicts && portal.switches.errorTraceIds
      ? missing.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? [])
      : [];
  const ids = missing.map(({ id }) => id);
  const errors =
    missing.length > 0 ? [missingError(portal, ids, traceIds), ...verdict.errors] : verdict.errors;
  const success = verdict.traced ? portal.switches.cleanTraceStatus : 200;
  return batchReply(portal, { results: verdict.results, errors, success });
}

/** Keys that nobody has can refuse the whole call (recorded for a custom object). */
function refuseMissing(portal: Portal, missing: readonly AddressedInput[]): Reply | undefined {
  const { missingOnUpdate } = portal.switches;
  const keys = missing.filter(({ idProperty }) => idProperty !== undefined);
  if (missingOnUpdate === 'perRow' || keys.length === 0) {
    return undefined;
  }
  const coordinates = keys.map(({ id, idProperty }) => `0-1:${idProperty}:${id}`);
  return errorReply(missingOnUpdate === 'call404' ? 404 : 400, {
    message: portal.texts.someMissing,
    category: missingOnUpdate === 'call404' ? 'OBJECT_NOT_FOUND' : 'VALIDATION_ERROR',
    context: { missingObjectPropertyValueCoordinates: coordinates },
  });
}

function refuseKeys(portal: Portal, inputs: readonly AddressedInput[]): Reply | undefined {
  const wrong = inputs.find(
    ({ idProperty }) => idProperty !== undefined && (idProperty === 'email' || !portal.isKey(idProperty)),
  );
  return wrong?.idProperty === undefined ? undefined : nonUnique(portal, wrong.idProperty);
}

function updateRow(portal: Portal, input: AddressedInput): WriteRow {
  return {
    traceId: input.objectWriteTraceId ?? undefined,
    locate: () => locate(portal, input),
    properties: input.properties,
    key: input.idProperty === undefined ? undefined : { property: input.idProperty, value: input.id },
    tellsNew: false,
    leftOut: 'sparse',
  };
}

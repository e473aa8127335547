import { badRequest, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { batchReply } from './batchReply.ts';
import { locate, nonUnique, refuseDuplicates, refuseTooMany } from './batchRules.ts';
import type { Contact } from './contact.ts';
import { type KeyedInput, keyedBatch } from './inputs.ts';
import { type WriteRow, writeBatch } from './writeBatch.ts';

/** POST /batch/upsert: creates or changes contacts by `email` or by a unique property. */
export function upsertContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = keyedBatch.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const inputs = parsed.data.inputs ?? [];
  const refusal = refuseTooMany(portal, inputs) ?? refuseKeys(portal, inputs);
  if (refusal !== undefined) {
    return refusal;
  }
  const addresses = inputs.map(({ id, idProperty }) => ({ id, idProperty: idProperty ?? undefined }));
  const duplicates = refuseDuplicates(portal, addresses);
  if (duplicates !== undefined) {
    return duplicates;
  }
  return replyToWrite(
    portal,
    call,
    inputs.map((input) => upsertRow(portal, input)),
  );
}

function replyToWrite(portal: Portal, call: ApiCall, rows: readonly WriteRow[]): Reply {
  const verdict = writeBatch(portal, call, rows);
  if (verdict.kind === 'refused') {
    return verdict.reply;
  }
  const success = verdict.traced ? portal.switches.cleanTraceStatus : 200;
  return batchReply(portal, { results: verdict.results, errors: verdict.errors, success });
}

/** Every input needs a key that is unique; `hs_object_id` is none (text for a missing one is assumed). */
function refuseKeys(portal: Portal, inputs: readonly KeyedInput[]): Reply | undefined {
  for (const { id, idProperty } of inputs) {
    if (!idProperty || id.trim() === '') {
      return badRequest('Each input needs an id and an idProperty');
    }
    if (!portal.isKey(idProperty)) {
      return nonUnique(portal, idProperty);
    }
  }
  return undefined;
}

/** Whoever asks for a contact that another call makes at this moment may not find it. */
function findSettled(portal: Portal, address: Parameters<typeof locate>[1]): Contact | undefined {
  const contact = locate(portal, address);
  const { keyRaceMs } = portal.switches;
  return contact !== undefined && Date.now() - contact.createdAt < keyRaceMs ? undefined : contact;
}

/** A contact that is not there yet takes the key's value from `id`, sent again in `properties` or not. */
function upsertRow(portal: Portal, { id, idProperty, objectWriteTraceId, properties }: KeyedInput): WriteRow {
  const address = { id, idProperty: idProperty ?? undefined };
  const exists = locate(portal, address) !== undefined;
  const repeats = !idProperty || properties[idProperty] !== undefined;
  const keyed = exists || repeats ? properties : { ...properties, [idProperty]: id };
  return {
    traceId: objectWriteTraceId ?? undefined,
    locate: () => findSettled(portal, address),
    properties: keyed,
    key: idProperty ? { property: idProperty, value: id } : undefined,
    tellsNew: true,
    leftOut: idProperty === 'email' ? portal.switches.partialUpsertByEmail : 'sparse',
  };
}

import { z } from 'zod';
import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { formatTime } from '../time.ts';
import { renderProperty } from './property.ts';

const named = z.object({
  inputs: z
    .array(z.object({ name: z.string() }))
    .max(100)
    .default([]),
  archived: z.boolean().default(false),
});

/** POST /batch/read: the properties that are there, and one error for the names that are not. */
export function readProperties(portal: Portal, call: ApiCall): Reply {
  const parsed = named.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { archived, inputs } = parsed.data;
  const wanted = new Set(inputs.map(({ name }) => name));
  const found = portal.catalogue.list(archived).filter(({ name }) => wanted.has(name));
  const missing = [...wanted].filter((name) => found.every((property) => property.name !== name));
  const error = {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'Some properties do not exist.',
    context: { name: missing },
  };
  const results = found.map((property) => renderProperty(property, archived));
  return propertyBatchReply(results, missing.length > 0 ? [error] : [], 200);
}

/** POST /batch/archive: 204. Properties of HubSpot's own stay. */
export function archiveProperties(portal: Portal, call: ApiCall): Reply {
  const parsed = named.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  for (const { name } of parsed.data.inputs) {
    const property = portal.catalogue.find(name);
    if (property?.hubspotDefined === false) {
      portal.catalogue.archive(property);
    }
  }
  return noContent();
}

/** The envelope of a batch of properties; 207 when some were refused. */
export function propertyBatchReply(
  results: readonly object[],
  errors: readonly object[],
  success: number,
): Reply {
  const now = formatTime(Date.now());
  const envelope = { status: 'COMPLETE', results, startedAt: now, completedAt: now };
  return errors.length === 0
    ? json(success, envelope)
    : json(207, { ...envelope, numErrors: errors.length, errors });
}

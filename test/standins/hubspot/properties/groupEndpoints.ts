import { z } from 'zod';
import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { errorReply, json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';

const groupCreation = z.object({ name: z.string().min(1), label: z.string().min(1) });

/** GET /groups. */
export function listGroups(portal: Portal): Reply {
  return json(200, { results: portal.catalogue.groups().map((group) => ({ ...group, archived: false })) });
}

/** POST /groups. */
export function createGroup(portal: Portal, call: ApiCall): Reply {
  const parsed = groupCreation.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  return portal.catalogue.defineGroup(parsed.data)
    ? json(201, { ...parsed.data, displayOrder: -1, archived: false })
    : errorReply(409, {
        category: 'OBJECT_ALREADY_EXISTS',
        message: `A property group named '${parsed.data.name}' already exists.`,
      });
}

import { z } from 'zod';
import { badRequest, malformedShape } from '../errors.ts';
import type { ApiCall, ApiVersion } from '../http/apiCall.ts';
import { errorReply, json, noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { type PropertyDefinition, propertyChange, propertyCreationOf, renderProperty } from './property.ts';
import { propertyBatchReply } from './propertyBatches.ts';
import type { DefineVerdict } from './propertyCatalogue.ts';

const batchOf = (version: ApiVersion) =>
  z.object({ inputs: z.array(propertyCreationOf(version)).max(100).default([]) });

type RefusedDefinition = Exclude<DefineVerdict, { kind: 'defined' }>;

/** GET /: all properties, without pages; those kept as Sensitive Data only for who asks for them. */
export function listProperties(portal: Portal, call: ApiCall): Reply {
  const archived = call.query.get('archived') === 'true';
  const sensitivity = call.query.get('dataSensitivity') ?? 'non_sensitive';
  const results = portal.catalogue
    .list(archived)
    .filter(({ dataSensitivity }) => dataSensitivity === sensitivity)
    .map((property) => renderProperty(property, archived));
  return json(200, { results });
}

/** GET /{propertyName}. */
export function getProperty(portal: Portal, call: ApiCall): Reply {
  const property = portal.catalogue.find(call.id);
  return property === undefined ? propertyNotFound(call.id) : json(200, renderProperty(property, false));
}

/** POST /. */
export function createProperty(portal: Portal, call: ApiCall): Reply {
  const parsed = propertyCreationOf(call.version).safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const verdict = define(portal, parsed.data, portal.switches.propertyReadyDelayMs);
  return verdict.kind === 'defined'
    ? json(201, renderProperty(verdict.property, false))
    : errorReply(verdict.kind === 'exists' ? 409 : 400, refusal(parsed.data, verdict));
}

/** POST /batch/create: 201, or 207 with the definitions that were refused. */
export function createProperties(portal: Portal, call: ApiCall): Reply {
  const parsed = batchOf(call.version).safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const results: object[] = [];
  const errors: object[] = [];
  for (const definition of parsed.data.inputs) {
    const verdict = define(portal, definition, portal.switches.propertyReadyDelayMs);
    if (verdict.kind === 'defined') {
      results.push(renderProperty(verdict.property, false));
    } else {
      errors.push({ status: 'error', ...refusal(definition, verdict) });
    }
  }
  return propertyBatchReply(results, errors, 201);
}

/** PATCH /{propertyName}: `hasUniqueValue` is ignored, `options` replaces the list. */
export function updateProperty(portal: Portal, call: ApiCall): Reply {
  const property = portal.catalogue.find(call.id);
  if (property === undefined) {
    return propertyNotFound(call.id);
  }
  const parsed = propertyChange.safeParse(call.body ?? {});
  return parsed.success
    ? json(200, renderProperty(portal.catalogue.change(property, parsed.data), false))
    : malformedShape(parsed.error);
}

/** DELETE /{propertyName}. */
export function archiveProperty(portal: Portal, call: ApiCall): Reply {
  const property = portal.catalogue.find(call.id);
  if (property?.hubspotDefined) {
    return badRequest(`${call.id} is defined by HubSpot and cannot be archived`);
  }
  if (property !== undefined) {
    portal.catalogue.archive(property);
  }
  return noContent();
}

/** Defines a property; contacts are addressable by it when its values are unique, else no longer. */
export function define(portal: Portal, definition: PropertyDefinition, delayMs = 0): DefineVerdict {
  const verdict = portal.catalogue.define(definition, delayMs);
  if (verdict.kind === 'defined') {
    if (verdict.property.hasUniqueValue) {
      portal.contacts.indexUnique(definition.name);
    } else if (definition.name !== 'email') {
      portal.contacts.dropUnique(definition.name);
    }
  }
  return verdict;
}

function refusal(definition: PropertyDefinition, { kind }: RefusedDefinition): object {
  switch (kind) {
    case 'exists':
      return {
        category: 'OBJECT_ALREADY_EXISTS',
        subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
        message: `A property named '${definition.name}' already exists.`,
        context: { name: [definition.name] },
      };
    case 'groupUnknown':
      return {
        category: 'VALIDATION_ERROR',
        message: `The property group ${definition.groupName} does not exist`,
        context: { groupName: [definition.groupName] },
      };
    case 'tooManyUnique':
      return { category: 'VALIDATION_ERROR', message: 'No more properties with unique values are allowed' };
  }
}

function propertyNotFound(name: string): Reply {
  return errorReply(404, { category: 'OBJECT_NOT_FOUND', message: `Property ${name} does not exist` });
}

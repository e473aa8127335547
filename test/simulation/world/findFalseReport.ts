import { z } from 'zod';
import { OUTCOMES } from '../../../shared/outcomes/outcome.ts';
import { isInHubSpot } from '../../../shared/outcomes/outcomeKinds.ts';
import type { World } from './world.ts';

const outcomeSchema = z.object({
  key: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  hubspotId: z.string().optional(),
  fingerprint: z.string().optional(),
});

/** What an outcome says is in HubSpot and never was, at the moment it is stored; undefined when all is true. */
export function findFalseReport(world: World, entity: unknown): string | undefined {
  const { key, outcome, code, hubspotId = '', fingerprint } = outcomeSchema.parse(entity);
  if (!isInHubSpot({ outcome, code })) return undefined;
  const form = world.formOf(key);
  if (!fingerprint || !world.held.get(form)?.has(fingerprint))
    return `${key} is stored as ${outcome}, and HubSpot never held it so`;
  return world.holders.has(`${hubspotId} ${form}`)
    ? undefined
    : `${key} is stored as ${outcome}, and contact ${hubspotId} never was hers`;
}

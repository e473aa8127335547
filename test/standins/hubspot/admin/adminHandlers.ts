import { z } from 'zod';
import { mergeRequest } from '../contacts/inputs.ts';
import { faultRule } from '../faults/faultRule.ts';
import { portalChange, propertyDefinition } from '../properties/property.ts';
import type { Standin } from '../standin.ts';
import { switchesSchema } from '../switches.ts';

export type AdminHandler = (standin: Standin, body: unknown) => unknown;

/** Not a zod record: 100,000 contacts of 40 values would take seconds to copy. */
const texts = z.custom<Readonly<Record<string, string>>>(isTextMap, 'not a map of texts');
const seeds = z.object({ contacts: z.array(texts) });
const named = z.object({ name: z.string() });
const identified = z.object({ id: z.string() });
const limit = z.number().int().min(0).optional();
const limits = z.strictObject({ rateLimit: limit, dailyLimit: limit, usedToday: limit });

/** What other processes may do to the stand-in, by method and name. HubSpot has nothing like it. */
export const adminHandlers: ReadonlyMap<string, AdminHandler> = new Map<string, AdminHandler>([
  ['GET journal', (standin) => standin.journal.entries()],
  ['GET calls', (standin) => standin.journal.calls()],
  ['GET windows', (standin) => standin.rateLimit.windows()],
  ['GET limits', (standin) => standin.rateLimit.state],
  ['GET switches', (standin) => standin.portal.switches],
  ['POST contacts', seedContacts],
  ['POST contacts/archive', (standin, body) => standin.archive(identified.parse(body).id)],
  ['POST contacts/gdpr-delete', (standin, body) => standin.gdprDelete(identified.parse(body).id)],
  ['POST merge', merge],
  ['POST properties', createProperties],
  ['POST properties/change', changeProperty],
  ['POST properties/archive', (standin, body) => standin.archiveProperty(named.parse(body).name)],
  ['POST faults', injectFault],
  ['DELETE faults', (standin) => standin.faults.clear()],
  ['POST switches', setSwitches],
  ['POST limits', setLimits],
  ['POST midnight', (standin) => standin.rateLimit.set({ usedToday: 0 })],
  ['POST reset', (standin) => standin.reset()],
]);

function isTextMap(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}

function seedContacts(standin: Standin, body: unknown): object {
  const ids = seeds.parse(body).contacts.map((properties) => standin.seedContact(properties));
  return { ids };
}

function merge(standin: Standin, body: unknown): object {
  const { primaryObjectId, objectIdToMerge } = mergeRequest.parse(body);
  return { id: standin.merge(primaryObjectId, objectIdToMerge) };
}

function createProperties(standin: Standin, body: unknown): void {
  const definitions = z.union([z.array(propertyDefinition), propertyDefinition]).parse(body);
  [definitions].flat().forEach((definition) => {
    standin.createProperty(definition);
  });
}

function changeProperty(standin: Standin, body: unknown): void {
  standin.changeProperty(named.parse(body).name, portalChange.parse(body));
}

function injectFault(standin: Standin, body: unknown): void {
  standin.faults.inject(faultRule.parse(body));
}

function setSwitches(standin: Standin, body: unknown): void {
  const changes = z.record(z.string(), z.unknown()).parse(body);
  standin.set(switchesSchema.strict().parse({ ...standin.portal.switches, ...changes }));
}

function setLimits(standin: Standin, body: unknown): void {
  standin.rateLimit.set(limits.parse(body));
}

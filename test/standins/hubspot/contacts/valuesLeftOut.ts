import type { Portal } from '../portal.ts';
import type { Values } from './applyWrite.ts';
import type { Contact } from './contact.ts';

/** Never cleared: `email` is the key of the upserts in question, the stage is kept by HubSpot itself. */
const kept = new Set(['email', 'lifecyclestage']);

/**
 * The properties in which a contact has a value that a write does not name: what makes an upsert by email
 * "partial" (assumed; HubSpot does not define the word).
 */
export function valuesLeftOut(portal: Portal, target: Contact, values: Values): string[] {
  return Object.keys(target.properties).filter(
    (name) =>
      Boolean(target.properties[name]) &&
      values[name] === undefined &&
      !kept.has(name) &&
      portal.catalogue.find(name)?.readOnlyValue === false,
  );
}

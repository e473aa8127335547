import { createHash } from 'node:crypto';
import type { ContactProperties } from './contactProperties.ts';
import { fieldsToSend, type Mapping } from './mapping.ts';
import { RULES_VERSION } from './rules/rules.ts';

/** What beside a contact's values decides what HubSpot gets; when it changes, every record is sent again. */
export function mappingVersion(mapping: Mapping): string {
  const parts = [RULES_VERSION, mapping.hubspot, fieldsToSend(mapping)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

/**
 * Fingerprint of the properties as they would be sent, under one mapping version: 32 characters. Equal
 * fingerprints mean that sending again would change nothing.
 */
export function fingerprint(properties: ContactProperties, version: string): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([version, sorted]))
    .digest('base64url')
    .slice(0, 32);
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { propertyDefinitions } from '../../shared/contacts/propertyDefinitions.ts';
import { optionalSlots, withoutSlots } from '../../shared/contacts/slots.ts';
import { defaultContactProperties } from '../standins/hubspot/properties/defaultContactProperties.ts';
import type { PropertyDefinition as StandinProperty } from '../standins/hubspot/startHubSpotStandin.ts';

/** The mapping file that ships. */
export const DEFAULT_MAPPING_FILE = fileURLToPath(
  new URL('../../shared/config/contacts.yaml', import.meta.url),
);

/** The mapping file as it shipped before batch size, tries, trust and the section `contacts` could be set. */
export const EARLIER_MAPPING_FILE = fileURLToPath(new URL('./files/earlier-contacts.yaml', import.meta.url));

/** A change to the mapping file: the path of a value, and the value; undefined takes it out. */
export type MappingChange = readonly [path: readonly (string | number)[], value: unknown];

/** A copy of the mapping file with a few values changed, in a folder of its own. */
export function writeMappingFile(changes: readonly MappingChange[]): { path: string; remove: () => void } {
  const document = parseDocument(readFileSync(DEFAULT_MAPPING_FILE, 'utf8'));
  for (const [path, value] of changes) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, value);
  }
  return writeText(document.toString());
}

function writeText(text: string): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-mapping-'));
  const path = join(folder, 'contacts.yaml');
  writeFileSync(path, text);
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The mapping that ships, or one with a few values changed. */
export function testMapping(changes: readonly MappingChange[] = []): Mapping {
  return loadAndRemove(writeMappingFile(changes));
}

/** The mapping of a file with this text. */
export function loadText(text: string): Mapping {
  return loadAndRemove(writeText(text));
}

function loadAndRemove(file: { path: string; remove: () => void }): Mapping {
  try {
    return loadMapping(file.path, {});
  } finally {
    file.remove();
  }
}

/**
 * The properties that a portal in use has beside HubSpot's own: those the mapping needs, unique none of them, and the key
 * as `provision` creates it. For one beneficiary, as the example table has, or for more `slots`.
 */
export function portalProperties(mapping: Mapping, slots = 1): readonly StandinProperty[] {
  const existing = new Set(defaultContactProperties().map(({ name }) => name));
  const { keyProperty } = mapping.hubspot;
  const above = optionalSlots(mapping).flatMap(({ slot }) => (slot > slots ? [slot] : []));
  return propertyDefinitions(withoutSlots(mapping, new Set(above)))
    .filter(({ name }) => !existing.has(name))
    .map(({ groupName: _, options, ...definition }) => ({
      ...definition,
      ...(options ? { options: [...options] } : {}),
      hasUniqueValue: definition.name === keyProperty,
    }));
}

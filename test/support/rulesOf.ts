import { mappingVersion } from '../../shared/contacts/fingerprint.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import type { PortalProperty, PortalSchema } from '../../shared/contacts/portal.ts';
import type { RowRules, RulesSource } from '../../shared/sync/ports/rules.ts';
import { defaultContactProperties } from '../standins/hubspot/properties/defaultContactProperties.ts';
import { portalProperties } from './mappingFile.ts';

/** The rules of a mapping over a portal that has every property it needs. */
export function rulesOf(mapping: Mapping): RowRules & RulesSource {
  const rules = { mapping, version: mappingVersion(mapping), portal: portalOf(mapping) };
  return { ...rules, current: async () => rules, refresh: async () => rules };
}

function portalOf(mapping: Mapping): PortalSchema {
  const properties = [...defaultContactProperties(), ...portalProperties(mapping)].map(
    ({ name, type, fieldType, options, hasUniqueValue }): PortalProperty => ({
      name,
      type,
      fieldType,
      options: (options ?? []).map(({ value }) => value),
      hasUniqueValue: hasUniqueValue ?? false,
      readOnly: false,
    }),
  );
  return new Map(properties.map((property) => [property.name, property]));
}

import { type FieldMapping, fieldsToSend, keyField, type Mapping } from './mapping.ts';

/** How HubSpot's forms show each type. */
const FIELD_TYPES = {
  string: 'text',
  number: 'number',
  date: 'date',
  enumeration: 'select',
  phone_number: 'phonenumber',
} as const satisfies Record<FieldMapping['type'], string>;

/** A property as HubSpot should have it. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldMapping['type'];
  readonly fieldType: (typeof FIELD_TYPES)[FieldMapping['type']];
  readonly groupName: string;
  readonly hasUniqueValue?: boolean;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** Where people find the properties in HubSpot. */
export const PROPERTY_GROUP = { name: 'hubspot_sync', label: 'Asociados' } as const;

/**
 * The HubSpot properties that the mapping writes, the key first. The key is text with unique values, whether it is
 * the property of the key field or one of its own; so is the cédula where it has to be created.
 */
export function propertyDefinitions(mapping: Mapping): readonly PropertyDefinition[] {
  const { keyProperty } = mapping.hubspot;
  const { property, label } = keyField(mapping);
  const key: PropertyDefinition = {
    name: keyProperty,
    label: property === keyProperty ? label : `${label} (clave)`,
    type: 'string',
    fieldType: 'text',
    groupName: PROPERTY_GROUP.name,
    hasUniqueValue: true,
  };
  return [
    key,
    ...fieldsToSend(mapping)
      .filter((field) => field.property !== keyProperty)
      .map(toDefinition),
  ];
}

function toDefinition({ property, label, type, options, identifies }: FieldMapping): PropertyDefinition {
  const definition = {
    name: property,
    label,
    type,
    fieldType: FIELD_TYPES[type],
    groupName: PROPERTY_GROUP.name,
    // HubSpot then refuses a second contact with the same cédula.
    ...(identifies === 'cedula' ? { hasUniqueValue: true } : {}),
  };
  if (type !== 'enumeration') return definition;
  // Several SQL values may mean one option.
  const values = [...new Set(Object.values(options ?? {}))];
  return { ...definition, options: values.map((value) => ({ label: value, value })) };
}

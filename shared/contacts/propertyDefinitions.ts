import { deletedProperty, type FieldMapping, fieldsToSend, keyField, type Mapping } from './mapping.ts';

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
  readonly options?: readonly OptionDefinition[];
}

/** HubSpot's dated versions want all four. Source: the API description of the properties, `OptionInput`. */
export interface OptionDefinition {
  readonly label: string;
  readonly value: string;
  readonly hidden: false;
  readonly displayOrder: number;
}

/**
 * The HubSpot properties that the mapping writes, the key first. The key is text with unique values, whether it is
 * the property of the key field or one of its own; so is the cédula where it has to be created.
 */
export function propertyDefinitions(mapping: Mapping): readonly PropertyDefinition[] {
  const { keyProperty } = mapping.hubspot;
  const { property, label, group } = keyField(mapping);
  const key: PropertyDefinition = {
    name: keyProperty,
    label: property === keyProperty ? label : `${label} (clave)`,
    type: 'string',
    fieldType: 'text',
    groupName: group,
    hasUniqueValue: true,
  };
  const ofFields = fieldsToSend(mapping).flatMap((field) => {
    const { typeProperty } = field;
    return typeProperty === undefined
      ? [toDefinition(field)]
      : [toDefinition(field), kindOfDocument(field, typeProperty)];
  });
  const mark = deletedProperty(mapping);
  return [
    key,
    ...ofFields.filter(({ name }) => name !== keyProperty),
    ...(mark === undefined ? [] : [markOfDeleted(mark, group)]),
  ];
}

/** Yes or no, so that repeating it changes nothing; since when, the property's history in HubSpot says. */
function markOfDeleted(name: string, groupName: string): PropertyDefinition {
  return {
    name,
    label: 'Eliminado en SQL Server',
    type: 'enumeration',
    fieldType: FIELD_TYPES.enumeration,
    groupName,
    options: inOrder([
      { label: 'Sí', value: 'true' },
      { label: 'No', value: 'false' },
    ]),
  };
}

function inOrder(options: readonly { label: string; value: string }[]): readonly OptionDefinition[] {
  return options.map((option, displayOrder) => ({ ...option, hidden: false, displayOrder }));
}

/** Which kind of document a cédula is, by Hacienda's code. */
function kindOfDocument({ label, group }: FieldMapping, name: string): PropertyDefinition {
  return { name, label: `Tipo de ${label}`, type: 'string', fieldType: 'text', groupName: group };
}

function toDefinition(field: FieldMapping): PropertyDefinition {
  const { property, label, group, type, options, identifies } = field;
  const definition = {
    name: property,
    label,
    type,
    fieldType: FIELD_TYPES[type],
    groupName: group,
    // HubSpot then refuses a second contact with the same cédula.
    ...(identifies === 'cedula' ? { hasUniqueValue: true } : {}),
  };
  if (type !== 'enumeration') return definition;
  // Several SQL values may mean one option.
  const values = [...new Set(Object.values(options ?? {}))];
  return { ...definition, options: inOrder(values.map((value) => ({ label: value, value }))) };
}

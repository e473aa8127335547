import { type FieldMapping, fieldsToSend, keyField, type Mapping } from './mapping.ts';

/** A property as HubSpot must have it for the mapping to be written. */
export interface PropertyNeeded {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly type: FieldMapping['type'];
  /** Internal values of an enumeration, in the order of the mapping file. */
  readonly options: readonly string[];
  /** Whether it must have been created with unique values. */
  readonly isUnique: boolean;
}

/** Every property that is written: the key, those of the fields, and those for kinds of documents. */
export function propertyDefinitions(mapping: Mapping): readonly PropertyNeeded[] {
  const { keyProperty } = mapping.hubspot;
  const ofFields = fieldsToSend(mapping).flatMap((field) => {
    const own = toProperty(field, field.property === keyProperty);
    const { typeProperty, label, group } = field;
    if (typeProperty === undefined) return [own];
    return [
      own,
      { ...own, name: typeProperty, label: `Tipo de ${label}`, group, type: 'string' as const, options: [] },
    ];
  });
  if (ofFields.some(({ name }) => name === keyProperty)) return ofFields;
  const key = toProperty(keyField(mapping), true);
  return [{ ...key, name: keyProperty, label: `${key.label} (clave)` }, ...ofFields];
}

function toProperty(
  { property, label, group, type, options }: FieldMapping,
  isUnique: boolean,
): PropertyNeeded {
  const values = type === 'enumeration' ? [...new Set(Object.values(options ?? {}))] : [];
  return { name: property, label, group, type, options: values, isUnique };
}

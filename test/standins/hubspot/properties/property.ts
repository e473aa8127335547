import { z } from 'zod';
import type { ApiVersion } from '../http/apiCall.ts';

/** Types and field types of the Properties API's specification. */
const types = ['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string'] as const;
const fieldTypes = [
  'booleancheckbox',
  'calculation_equation',
  'checkbox',
  'date',
  'file',
  'html',
  'number',
  'phonenumber',
  'radio',
  'select',
  'text',
  'textarea',
] as const;

const option = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().optional(),
  hidden: z.boolean().optional(),
  description: z.string().optional(),
});

/** Of an option, the dated versions want its order and whether it is hidden as well (API description). */
const datedOption = option.extend({ displayOrder: z.number(), hidden: z.boolean() });

/** Sensitive Data: who it is listed for has to ask for it. */
const dataSensitivity = z.enum(['non_sensitive', 'sensitive', 'highly_sensitive']);
export type DataSensitivity = z.infer<typeof dataSensitivity>;

/** What a caller must say to make a property (HubSpot: name, label, type, fieldType, groupName). */
export const propertyCreation = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  type: z.enum(types),
  fieldType: z.enum(fieldTypes),
  groupName: z.string().min(1),
  description: z.string().optional(),
  options: z.array(option).optional(),
  hasUniqueValue: z.boolean().optional(),
  dataSensitivity: dataSensitivity.optional(),
});

/** The same where the version wants more of an option. */
export function propertyCreationOf(version: ApiVersion): z.ZodType<z.infer<typeof propertyCreation>> {
  return version === 'v3'
    ? propertyCreation
    : propertyCreation.extend({ options: z.array(datedOption).optional() });
}

/** What PATCH may change. `hasUniqueValue` is fixed at creation: HubSpot answers 200 and ignores it. */
export const propertyChange = propertyCreation
  .pick({ label: true, type: true, fieldType: true, groupName: true, description: true, options: true })
  .partial();

/** What a test may change in a running portal: what an admin can, and whether the value is read-only. */
export const portalChange = propertyChange.extend({ readOnlyValue: z.boolean().optional() });

/** A property as tests define one: label and group are filled in when absent. */
export const propertyDefinition = propertyCreation.partial({ label: true, groupName: true }).extend({
  readOnlyValue: z.boolean().optional(),
  hubspotDefined: z.boolean().optional(),
});

export type PropertyDefinition = z.infer<typeof propertyDefinition>;
export type PropertyChange = z.infer<typeof portalChange>;
export type PropertyOption = z.infer<typeof option>;

/** A property as the portal holds it. */
export interface Property {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly groupName: string;
  readonly type: PropertyDefinition['type'];
  readonly fieldType: PropertyDefinition['fieldType'];
  readonly options: readonly PropertyOption[];
  readonly optionValues: ReadonlySet<string>;
  readonly hasUniqueValue: boolean;
  readonly dataSensitivity: DataSensitivity;
  readonly hubspotDefined: boolean;
  readonly readOnlyValue: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Epoch milliseconds from which on writes know the property. */
  readonly readyAt: number;
}

export function buildProperty(definition: PropertyDefinition, now: string, readyAt: number): Property {
  const options = definition.options ?? [];
  return {
    name: definition.name,
    label: definition.label ?? definition.name,
    description: definition.description ?? '',
    groupName: definition.groupName ?? 'contactinformation',
    type: definition.type,
    fieldType: definition.fieldType,
    options,
    optionValues: new Set(options.map(({ value }) => value)),
    hasUniqueValue: definition.hasUniqueValue ?? false,
    dataSensitivity: definition.dataSensitivity ?? 'non_sensitive',
    hubspotDefined: definition.hubspotDefined ?? false,
    readOnlyValue: definition.readOnlyValue ?? false,
    createdAt: now,
    updatedAt: now,
    readyAt,
  };
}

/** The property as the API shows it. */
export function renderProperty(property: Property, archived: boolean): object {
  const { optionValues: _, readyAt: __, readOnlyValue, ...shown } = property;
  return {
    ...shown,
    displayOrder: -1,
    calculated: readOnlyValue && !property.hubspotDefined,
    externalOptions: false,
    hidden: false,
    formField: !readOnlyValue,
    archived,
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyOptions: property.hubspotDefined,
      readOnlyValue,
    },
  };
}

import { checkMapping } from './mapping/checkMapping.ts';
import type { FileField } from './mapping/fieldSchema.ts';
import { listFields } from './mapping/listFields.ts';
import { type MappingFile, mappingFileSchema } from './mapping/mappingFileSchema.ts';
import type { FilePath } from './mapping/pathName.ts';
import { type RuleSettings, ruleSettings } from './mapping/ruleSettings.ts';

/** A field of the mapping, with what the section `contacts` says to its rule. */
export interface FieldMapping extends FileField, RuleSettings {
  /** Where its column is named in the mapping file, for people. */
  readonly place: string;
  /** Of a slot above the first: where the table lacks the whole slot, there is no such field. */
  readonly isOptional: boolean;
}

/** The form of the mapping file, and what its keys mean to each other. */
export const checkedFileSchema = mappingFileSchema.superRefine((file, context) => {
  for (const { path, message } of checkMapping(file)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/**
 * The mapping file, checked and spelt out: `fields` holds every field, those of the beneficiaries' entry as well. The
 * columns read, the rules, the fingerprint, the HubSpot properties, the preflight and the docs all come from it.
 */
export function toMapping(file: MappingFile, placeOf: (path: FilePath) => string) {
  const { beneficiaries: _, ...rest } = file;
  const fields = listFields(file).map(
    ({ field, isOptional, paths }): FieldMapping => ({
      ...field,
      ...ruleSettings(field.rule, file.contacts),
      isOptional,
      place: placeOf(paths.column),
    }),
  );
  return { ...rest, fields };
}

/** Never changed once it is loaded: what is derived from it is kept. */
export type Mapping = ReturnType<typeof toMapping>;

/** The fields that may go to HubSpot under `sync.sensitiveFields`. */
export function fieldsToSend(mapping: Mapping): readonly FieldMapping[] {
  return mapping.sync.sensitiveFields === 'send'
    ? mapping.fields
    : mapping.fields.filter((field) => !field.sensitive);
}

/** The properties of policy `ifEmpty`: once HubSpot holds a value, it is HubSpot's. */
export function ownedByHubSpot(mapping: Mapping): readonly string[] {
  return fieldsToSend(mapping).flatMap(({ policy, property, typeProperty }) =>
    policy === 'ifEmpty' ? [property, typeProperty ?? []].flat() : [],
  );
}

/** The field of the associate's number. */
export function keyField(mapping: Mapping): FieldMapping {
  const field = mapping.fields.find(({ column }) => column === mapping.source.key);
  if (!field) throw new Error('The schema lets no mapping without a key field pass.');
  return field;
}

/** The property that says of a contact that its row is gone, where the mapping wants that said. */
export function deletedProperty({ sync, hubspot }: Mapping): string | undefined {
  return sync.deletes === 'mark' ? hubspot.deletedProperty : undefined;
}

/** Every property that is written: the key and the mark, which may be our own, and those of the fields. */
export function propertiesToSend(mapping: Mapping): readonly string[] {
  const ofFields = fieldsToSend(mapping).flatMap(({ property, typeProperty }) => [
    property,
    typeProperty ?? [],
  ]);
  const ofOurs = [mapping.hubspot.keyProperty, deletedProperty(mapping) ?? []];
  return [...new Set([...ofOurs, ...ofFields].flat())];
}

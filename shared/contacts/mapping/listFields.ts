import { beneficiaryFields } from './beneficiaryFields.ts';
import type { FieldMapping } from './fieldSchema.ts';
import type { MappingFile } from './mappingFileSchema.ts';

/** A field and the place in the file that it comes from. */
export interface ListedField {
  readonly field: FieldMapping;
  readonly path: readonly (string | number)[];
  /** Whether the entry stands for several fields, so that its attributes are templates. */
  readonly isTemplate: boolean;
}

/** Every field of the file, those of the beneficiaries' entry spelt out behind the others. */
export function listFields(file: MappingFile): readonly ListedField[] {
  const own = file.fields.map((field, index) => ({ field, path: ['fields', index], isTemplate: false }));
  if (!file.beneficiaries) return own;
  const expanded = beneficiaryFields(file.beneficiaries);
  return [...own, ...expanded.map((field) => ({ field, path: ['beneficiaries'], isTemplate: true }))];
}

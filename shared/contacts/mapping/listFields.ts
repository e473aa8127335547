import { beneficiaryFields } from './beneficiaryFields.ts';
import type { ListedField } from './listedField.ts';
import type { MappingFile } from './mappingFileSchema.ts';
import { numberSlots } from './numberSlots.ts';

/** Every field of the file, those of the beneficiaries' entry spelt out behind the others; each of a set of shares with its slot. */
export function listFields(file: MappingFile): readonly ListedField[] {
  const own = numberSlots(file.fields).map((field, index) => ({
    field,
    isOptional: false,
    paths: { column: ['fields', index, 'column'], property: ['fields', index, 'property'] },
  }));
  return file.beneficiaries ? [...own, ...beneficiaryFields(file.beneficiaries)] : own;
}

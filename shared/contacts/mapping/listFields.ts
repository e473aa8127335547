import { beneficiaryFields } from './beneficiaryFields.ts';
import type { FileField } from './fieldSchema.ts';
import type { MappingFile } from './mappingFileSchema.ts';
import { numberSlots } from './numberSlots.ts';
import type { FilePath } from './pathName.ts';

/** A field and where in the file it comes from. */
export interface ListedField {
  readonly field: FileField;
  /** Whether the field goes where the table lacks its slot. */
  readonly isOptional: boolean;
  /** Where the names of column and property stand. */
  readonly paths: { readonly column: FilePath; readonly property: FilePath };
}

/** Every field of the file, those of the beneficiaries' entry spelt out behind the others; each of a set of shares with its slot. */
export function listFields(file: MappingFile): readonly ListedField[] {
  const own = numberSlots(file.fields).map((field, index) => ({
    field,
    isOptional: false,
    paths: { column: ['fields', index, 'column'], property: ['fields', index, 'property'] },
  }));
  return file.beneficiaries ? [...own, ...beneficiaryFields(file.beneficiaries)] : own;
}

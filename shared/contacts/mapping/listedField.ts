import type { FileField } from './fieldSchema.ts';
import type { FilePath } from './pathName.ts';

/** A field and where in the file it comes from. */
export interface ListedField {
  readonly field: FileField;
  /** Whether the field goes where the table lacks its slot. */
  readonly isOptional: boolean;
  /** Where the names of column and property stand. */
  readonly paths: { readonly column: FilePath; readonly property: FilePath };
}

/** Where something stands in the mapping file, as keys and indexes from its top. */
export type FilePath = readonly (string | number)[];

/** `fields[4].rule`. */
export function pathName(path: readonly PropertyKey[]): string {
  let name = '';
  for (const step of path)
    name += typeof step === 'number' ? `[${step}]` : `${name ? '.' : ''}${String(step)}`;
  return name;
}

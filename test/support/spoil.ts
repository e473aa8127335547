/** A promise broken on purpose: texts of one file of the app, and what stands there instead. */
export interface Sabotage {
  readonly file: string;
  readonly edits: readonly (readonly [find: string, replace: string])[];
}

/** @throws when a text is not there exactly once: the code has changed, and the sabotage has to follow it. */
export function spoil(source: string, { file, edits }: Sabotage): string {
  let text = source;
  for (const [find, replace] of edits) {
    if (text.split(find).length !== 2) throw new Error(`${file} does not hold this once: ${find}`);
    text = text.replace(find, () => replace);
  }
  return text;
}

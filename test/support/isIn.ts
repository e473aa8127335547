/** A few digits may stand inside any random id; a value stands by itself. */
export function isIn(text: string, value: string): boolean {
  const isPartOfWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + value.length])) return true;
  }
  return false;
}

/** Digits and letters of full width become ASCII, and dashes of all kinds a hyphen. */
export function foldSigns(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

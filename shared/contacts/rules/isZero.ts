/** Zeros in any writing (`0`, `000000000`, `0-0000-0000`, `0.00`): what a numeric column holds where there is nothing. */
export function isZero(text: string): boolean {
  return /^0[0 .,-]*$/.test(text);
}

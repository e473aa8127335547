/** How many texts a differential test takes: a million with `DEEP=1`, else enough for every run. */
export function howManyTexts(): number {
  return process.env['DEEP'] === '1' ? 1_000_000 : 20_000;
}

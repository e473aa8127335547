/** `="00123"`, with its inner quotes doubled. */
const FORMULA = /^="(.*)"$/s;

/**
 * What stands in an Excel cell that was made text so that its digits stay: `="102340567"`, `'102340567`. A leading apostrophe
 * counts before a digit only: `'t Hooft` is a name.
 */
export function withoutExcelGuard(text: string): string {
  const formula = FORMULA.exec(text)?.[1];
  if (formula !== undefined) return formula.replaceAll('""', '"');
  return /^'[+\d]/.test(text) ? text.slice(1) : text;
}

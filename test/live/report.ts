import type { Check, Finding } from './finding.ts';

export interface Reported extends Pick<Check<never>, 'claim' | 'otherwise'> {
  /** Undefined: left out, or it ended in an error. */
  readonly finding: Finding | undefined;
  readonly why?: string;
}

/**
 * The findings as lines, what differs first, each followed by what to change.
 *
 * @param where of the end, in words
 * @param notTried what is taken for granted as well
 */
export function describeFindings(
  where: string,
  reported: readonly Reported[],
  notTried: readonly string[],
): readonly string[] {
  const [known, others] = [true, false].map((isKnown) =>
    reported.filter(({ finding }) => (finding?.known ?? false) === isKnown).flatMap(linesOf),
  );
  return [
    `Looked at on ${where}:`,
    ...(others ?? []),
    ...(known ?? []),
    ...notTried.map((what) => `not tried: ${what}`),
  ];
}

function linesOf({ claim, otherwise, finding, why }: Reported): readonly string[] {
  if (!finding) return [`left out: ${claim} (${why ?? 'it ended in an error'})`];
  if (finding.known) return [`known: ${claim} – ${finding.saw}`];
  const word = finding.breaks ? 'differs, and breaks the sync' : 'differs';
  return [`${word}: ${claim} – ${finding.saw}`, `    change: ${otherwise}`];
}

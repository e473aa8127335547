import type { Finding } from './check.ts';
import { NOT_TRIED } from './checks/all.ts';

export interface Reported {
  readonly claim: string;
  /** Undefined: left out, or it ended in an error. */
  readonly finding: Finding | undefined;
  readonly why?: string;
}

/** The findings as lines, what differs first. `where`: of the account. */
export function describeFindings(where: string, reported: readonly Reported[]): readonly string[] {
  const line = ({ claim, finding, why }: Reported) => {
    if (!finding) return `left out: ${claim} (${why ?? 'it ended in an error'})`;
    const word = finding.known ? 'known' : finding.breaks ? 'differs, and breaks the sync' : 'differs';
    return `${word}: ${claim} – ${finding.saw}`;
  };
  const lines = reported.map(line);
  return [
    `Looked at on ${where}:`,
    ...lines.filter((text) => !text.startsWith('known')),
    ...lines.filter((text) => text.startsWith('known')),
    ...NOT_TRIED.map((what) => `not tried: ${what}`),
  ];
}

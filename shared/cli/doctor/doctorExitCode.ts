import { exitCodeOf } from '../describeFailure.ts';
import { EXIT } from '../exitCodes.ts';
import type { Finding } from './finding.ts';

/** What is wrong comes before what could not be looked at; warnings count where somebody is strict. */
export function doctorExitCode(findings: readonly Finding[], isStrict: boolean): number {
  const ill = findings.filter(({ state }) => state === 'ill').map(({ code = '' }) => exitCodeOf(code));
  if (ill.length > 0) return ill.includes(EXIT.notAuthorised) ? EXIT.notAuthorised : EXIT.failed;
  if (findings.some(({ state }) => state === 'unseen')) return EXIT.unseen;
  return isStrict && findings.some(({ state }) => state === 'warning') ? EXIT.failed : EXIT.done;
}

import type { CodeMeaning } from '../../outcomes/codeMeaning.ts';
import { isUnseen } from '../describeFailure.ts';

export const AREAS = [
  'settings',
  'sqlServer',
  'hubspot',
  'store',
  'telemetry',
  'schedules',
  'clocks',
  'versions',
] as const;

/** One thing that was looked at. */
export interface Finding {
  readonly area: (typeof AREAS)[number];
  readonly check: string;
  /** `unseen`: whoever would know did not answer. */
  readonly state: 'well' | 'warning' | 'ill' | 'unseen';
  /** Of docs/reference/codes.md, where there is one. */
  readonly code?: string;
  readonly expected: CodeMeaning;
  readonly actual: CodeMeaning;
  /** The command or statement that mends it. */
  readonly mend?: string;
}

/** The state that a level of the status means. */
export function stateOf(level: 'ok' | 'warning' | 'error' | 'unknown', code: string): Finding['state'] {
  if (level === 'ok') return 'well';
  if (level === 'warning') return 'warning';
  return level === 'unknown' || isUnseen(code) ? 'unseen' : 'ill';
}

/** The same in both languages: names, numbers and sentences that there are in one only. */
export function inEither(text: string): CodeMeaning {
  return { es: text, en: text };
}

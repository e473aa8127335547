import type { SeenMark } from '../../../answers/associate.ts';

/** Every mark with its text: one that is missing is a type error. */
const TEXTS = {
  lookedAt: 'note.lookedAt',
  askedMember: 'note.askedMember',
  mergedInHubSpot: 'note.mergedInHubSpot',
  rowCorrected: 'note.rowCorrected',
  ignored: 'note.ignored',
} as const satisfies Record<SeenMark, string>;

export const MARKS = Object.entries(TEXTS);

export function isMark(text: string): text is SeenMark {
  return Object.hasOwn(TEXTS, text);
}

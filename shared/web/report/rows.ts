import type { Report } from '../../answers/reports.ts';
import { nameOfCode } from '../speech/names.ts';
import { number } from '../speech/numbers.ts';
import { say } from '../speech/say.ts';
import { roughly } from '../speech/times.ts';

/** Of the codes that kept records out, so many by name. */
const MOST = 6;

const OUTCOMES = [
  ['created', 'o.Created'],
  ['updated', 'o.Updated'],
  ['unchanged', 'o.Unchanged'],
  ['adopted', 'o.Adopted'],
  ['rejected', 'o.Rejected'],
  ['conflict', 'o.Conflict'],
  ['failed', 'o.Failed'],
  ['deleted', 'o.Deleted'],
] as const satisfies readonly (readonly [keyof Report['figures']['totals']['outcomes'], string])[];

/** A row of what the records came to: its name, this week, the week before. */
export type OutcomeRow = readonly [name: string, now: string, before: string];

export function outcomeRows({ figures, before }: Report): readonly OutcomeRow[] {
  return OUTCOMES.map(([outcome, key]) => [
    say(key),
    number(figures.totals.outcomes[outcome]),
    before ? number(before.totals.outcomes[outcome]) : '–',
  ]);
}

export function totalRow({ figures, before }: Report): OutcomeRow {
  return [say('rep.total'), number(figures.detected), before ? number(before.detected) : '–'];
}

/** A reason why records did not get in. */
export interface CodeRow {
  readonly name: string;
  /** Undefined of all the others together. */
  readonly code: string | undefined;
  readonly records: number;
}

/** Most first; those that are not named are one row. */
export function codeRows({ figures: { byCode } }: Report): readonly CodeRow[] {
  const others = byCode.slice(MOST);
  const named = byCode.slice(0, MOST).map(({ code, records }) => ({ name: nameOfCode(code), code, records }));
  if (others.length === 0) return named;
  const records = others.reduce((sum, other) => sum + other.records, 0);
  return [...named, { name: say('rep.others', { n: others.length }), code: undefined, records }];
}

/** What has waited longest, and how: "12 días, 188 revisiones". */
export function oldestRows({ oldestReviews, madeAt }: Report) {
  return oldestReviews.map(({ code, since, reviews }) => ({
    code,
    name: nameOfCode(code),
    waits: `${roughly((Date.parse(madeAt) - Date.parse(since)) / 1000)}, ${say('wait.reviews', { n: reviews })}`,
  }));
}

import type { ReplayRequest } from '../../../answers/reviews.ts';
import { nameOfCode } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { serviceNow } from '../../state/connection.ts';

const DAY_MS = 86_400_000;
/** Costa Rica is six hours behind UTC, all year. */
const BEHIND_MS = 6 * 3_600_000;

export const SINCE = ['any', 'today', 'week', 'old'] as const;
export type Since = (typeof SINCE)[number];

/** What the list is cut down by, in the words of the routes: list, count and replay take the same. */
export type Filter = Pick<ReplayRequest, 'code' | 'since' | 'until' | 'resent' | 'seen'>;

/** The times of a choice, as they are now; they stay so, that list and replay mean the same records. */
export function timesOf(since: Since): Pick<Filter, 'since' | 'until'> {
  const now = serviceNow();
  switch (since) {
    case 'any':
      return {};
    case 'today':
      return { since: iso(Math.floor((now - BEHIND_MS) / DAY_MS) * DAY_MS + BEHIND_MS) };
    case 'week':
      return { since: iso(now - 7 * DAY_MS) };
    case 'old':
      return { until: iso(now - 7 * DAY_MS) };
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The query of the list. */
export function queryOf({ code, ...times }: Filter, page: { top: number; continuation?: string }): string {
  const query = new URLSearchParams({ top: String(page.top) });
  if (code !== undefined) query.set('reviewCode', code);
  for (const [name, value] of Object.entries(times)) if (value !== undefined) query.set(name, value);
  if (page.continuation !== undefined) query.set('continuation', page.continuation);
  return query.toString();
}

/** The filter in words. */
export function describeFilter({ code, resent, seen }: Filter, since: Since): string {
  return [
    ...(code === undefined ? [] : [say('run.named', { n: nameOfCode(code) })]),
    say(since === 'any' ? 'any' : `rev.f.${since}`),
    ...(resent ? [say(`rev.f.${resent}`)] : []),
    ...(seen === 'no' ? [say('rev.f.unseen')] : []),
    ...(seen === 'noted' ? [say('rev.f.noted')] : []),
  ].join(' · ');
}

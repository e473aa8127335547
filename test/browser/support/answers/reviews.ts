import type { Review, ReviewCounts, Reviews } from '../../../../shared/answers/reviews.ts';
import type { Language } from '../../../../shared/outcomes/language.ts';
import { saying } from './health.ts';
import { ago, DAY, HOUR, MINUTE } from './moments.ts';
import type { State } from './state.ts';

const WAITING = [
  ['EMAIL_INVALID', 'rejected', 68],
  ['CEDULA_INVALID', 'rejected', 47],
  ['REQUIRED_MISSING', 'rejected', 31],
  ['EMAIL_FILLER', 'rejected', 19],
  ['CEDULA_PASSPORT', 'rejected', 6],
  ['EMAIL_TAKEN', 'conflict', 23],
  ['IDENTITY_AMBIGUOUS', 'conflict', 11],
  ['IDENTITY_CONTRADICTS', 'conflict', 7],
  ['POISON', 'failed', 2],
] as const;
const AGAIN = 9;

export function countsOf(state: State, language: Language): ReviewCounts {
  const waiting = state === 'empty' ? [] : WAITING;
  const sumOf = (wanted: string) =>
    waiting.reduce((sum, [, outcome, count]) => sum + (outcome === wanted ? count : 0), 0);
  return {
    at: ago(0),
    total: waiting.reduce((sum, [, , count]) => sum + count, 0),
    byOutcome: { rejected: sumOf('rejected'), conflict: sumOf('conflict'), failed: sumOf('failed') },
    newOfDay: state === 'empty' ? 0 : 78,
    oldestSince: state === 'empty' ? null : ago(12 * DAY),
    resending: state === 'warned' ? 23 : 0,
    byCode: waiting.map(([code, outcome, count]) => ({
      code,
      outcome,
      message: saying(code, language).message,
      reviews: count,
      again: Math.min(AGAIN, count),
      unseen: count - 1,
      oldestSince: ago(12 * DAY),
      newestSince: ago(27 * MINUTE),
    })),
  };
}

export function reviewsOf(language: Language, query: URLSearchParams): Reviews {
  const wanted = WAITING.filter(([code]) => code === (query.get('reviewCode') ?? code));
  const all = wanted.flatMap(([code, outcome, count]) =>
    Array.from({ length: count }, (_, index) => reviewOf(code, outcome, index, language)),
  );
  const start = Number(query.get('continuation') ?? 0);
  const end = start + Number(query.get('top') ?? 50);
  return {
    reviews: all.slice(start, end),
    matching: all.length,
    matchingAgain: Math.min(AGAIN, all.length),
    ...(end < all.length && { continuation: String(end) }),
  };
}

const MARKS = ['lookedAt', 'askedMember', 'rowCorrected'] as const;

function reviewOf(
  code: (typeof WAITING)[number][0],
  outcome: (typeof WAITING)[number][1],
  index: number,
  language: Language,
): Review {
  const mark = MARKS[index % 7];
  return {
    numeroAsociado: `A-${String(31_877 - index * 397).padStart(6, '0')}`,
    outcome,
    code,
    message: saying(code, language).message,
    properties: code === 'POISON' ? [] : [code.startsWith('CEDULA') ? 'no__de_cedula' : 'email'],
    ...(outcome === 'conflict' && { hubspotId: '55501', conflictId: '77701' }),
    ...(outcome === 'failed' && { cause: 'TypeError at mapRow.ts:12' }),
    since: ago(index * 5 * HOUR + 27 * MINUTE),
    attempts: 1,
    durationMs: 90,
    runId: '20261127T203000Z-9d02',
    batchId: '20261127T203000Z-9d02-1',
    tries: index % 3 === 2 ? 1 + (index % 4) : 0,
    ...(mark && { seen: { mark, at: ago(HOUR) } }),
  };
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Review, Reviews } from '../../../answers/reviews.ts';
import { ask } from '../../ask/ask.ts';
import { failureOf } from '../../ask/useAction.ts';
import { type Filter, queryOf } from './filter.ts';

const PAGE = 50;
const MOST = 200;
const LOOK_MS = 15_000;

interface Listed {
  readonly reviews: readonly Review[];
  readonly matching: number;
  readonly matchingAgain: number;
  readonly continuation: string | undefined;
}

export interface ReviewList {
  /** Undefined before the first answer of this filter. */
  readonly list: Listed | undefined;
  readonly failure: string | undefined;
  readonly more: () => Promise<void>;
  /** Reads again what is shown. */
  readonly again: () => void;
}

/**
 * The reviews that match a filter, newest first, page by page; looked at again every so often. `onRead` comes with each look, so
 * that the counts are of the same moment.
 */
export function useReviewList(filter: Filter, onRead: () => void): ReviewList {
  const [listed, setListed] = useState<{ readonly of: string; readonly list: Listed }>();
  const [failure, setFailure] = useState<string>();
  const name = JSON.stringify(filter);
  const shown = useRef(PAGE);
  const latest = useRef(name);
  latest.current = name;
  const read = async (count: number) => {
    if (document.hidden) return;
    onRead();
    const found = await readPages(filter, count);
    // Another filter was chosen meanwhile.
    if (latest.current !== name) return;
    setFailure(typeof found === 'string' ? found : undefined);
    if (typeof found === 'string') return;
    shown.current = Math.max(PAGE, found.reviews.length);
    setListed({ of: name, list: found });
  };
  useEffect(() => {
    shown.current = PAGE;
    void read(PAGE);
    const timer = setInterval(() => read(shown.current), LOOK_MS);
    return () => clearInterval(timer);
  }, [name]);
  const list = listed?.of === name ? listed.list : undefined;
  return {
    list,
    failure,
    more: () => read((list?.reviews.length ?? 0) + MOST),
    again: () => void read(shown.current),
  };
}

/** The first so many, in as few pages as possible; a sentence where that came to nothing. */
export async function readPages(filter: Filter, count: number): Promise<Listed | string> {
  const reviews: Review[] = [];
  let page: Reviews | undefined;
  do {
    const top = Math.min(MOST, count - reviews.length);
    const next = page?.continuation === undefined ? {} : { continuation: page.continuation };
    const answer = await ask<Reviews>(`reviews?${queryOf(filter, { top, ...next })}`);
    if (answer.kind !== 'body') return failureOf(answer) ?? '';
    page = answer.body;
    reviews.push(...page.reviews);
  } while (page.continuation !== undefined && reviews.length < count);
  const { matching, matchingAgain, continuation } = page;
  return { reviews, matching, matchingAgain, continuation };
}

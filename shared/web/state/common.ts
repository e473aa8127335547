import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Health } from '../../answers/health.ts';
import type { ReviewCounts } from '../../answers/reviews.ts';
import type { Polled } from '../ask/usePolled.ts';

/** What every view needs, asked once for all of them. */
export interface Common {
  readonly health: Polled<Health>;
  readonly counts: Polled<ReviewCounts>;
}

export const COMMON = createContext<Common | undefined>(undefined);

/** @throws Error outside of the frame */
export function useCommon(): Common {
  const common = useContext(COMMON);
  if (!common) throw new Error('Nothing is asked outside of the frame.');
  return common;
}

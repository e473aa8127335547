import type { OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import type { Associate } from '../keys/readAssociates.ts';

/**
 * The counts of a batch's associates, and of every other key by which one was asked for: of an associate that is named twice, the
 * second time is unchanged; of two rows that come to one number, both are in conflict.
 */
export function withRepeated(
  counts: OutcomeCounts,
  keys: number,
  associates: readonly Associate[],
): OutcomeCounts {
  const rivals = associates.flatMap(({ rivals: [first], asked }) =>
    first === undefined ? [] : asked.slice(1),
  );
  const repeated = keys - associates.length - rivals.length;
  return {
    ...counts,
    ...(rivals.length > 0 ? { conflict: (counts.conflict ?? 0) + rivals.length } : {}),
    ...(repeated > 0 ? { unchanged: (counts.unchanged ?? 0) + repeated } : {}),
  };
}

/** The nine ends a record can come to; `pending` is the one that is not an end yet. */
export const OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'adopted',
  'rejected',
  'conflict',
  'failed',
  'deleted',
  'pending',
] as const;

export type OutcomeName = (typeof OUTCOMES)[number];

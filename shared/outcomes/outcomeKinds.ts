import type { OutcomeName } from './outcome.ts';
import type { Verdict } from './verdict.ts';

const OK: readonly OutcomeName[] = ['created', 'updated', 'adopted', 'unchanged'];
const FOR_A_PERSON: readonly OutcomeName[] = ['rejected', 'conflict', 'failed'];

/** Codes of `unchanged` that say: HubSpot may hold other values than the row, and is left so on purpose. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['HUBSPOT_NEWER', 'ALREADY_IN_HUBSPOT', 'NOT_IN_HUBSPOT']);

/** Outcomes that ask nothing of anybody: HubSpot holds the row, or the operation leaves it out. */
export function isOk(outcome: OutcomeName): boolean {
  return OK.includes(outcome);
}

/** Whether HubSpot has no contact of the row, and `update` made none. */
export function isAbsent({ outcome, code }: Pick<Verdict, 'outcome' | 'code'>): boolean {
  return outcome === 'unchanged' && code === 'NOT_IN_HUBSPOT';
}

/** Whether HubSpot has a contact of the row that holds it, or is left as it is on purpose. */
export function isInHubSpot(verdict: Pick<Verdict, 'outcome' | 'code'>): boolean {
  return isOk(verdict.outcome) && !isAbsent(verdict);
}

/** Whether the code says why HubSpot need not hold the row as it is. */
export function isLeftAlone(code: string): boolean {
  return LEFT_ALONE.has(code);
}

/** Outcomes that stay until a person corrects, decides or mends something: each is a review. */
export function needsPerson(outcome: OutcomeName): boolean {
  return FOR_A_PERSON.includes(outcome);
}

/** Whether two rows come to one key; the outcome names both. */
export function isShared({ code }: { readonly code: string }): boolean {
  return code === 'KEY_SHARED';
}

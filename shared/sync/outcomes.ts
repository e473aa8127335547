import type { OutcomeName } from './ports.ts';

const IN_HUBSPOT: readonly OutcomeName[] = ['created', 'updated', 'adopted', 'unchanged'];
const FOR_A_PERSON: readonly OutcomeName[] = ['rejected', 'conflict', 'failed'];

/** Outcomes that say: HubSpot holds this row. */
export function isInHubSpot(outcome: OutcomeName): boolean {
  return IN_HUBSPOT.includes(outcome);
}

/** Outcomes that stay until a person corrects, decides or mends something: each is a review. */
export function needsPerson(outcome: OutcomeName): boolean {
  return FOR_A_PERSON.includes(outcome);
}

import type { OutcomeName } from './ports.ts';

const IN_HUBSPOT: readonly OutcomeName[] = ['created', 'updated', 'adopted', 'unchanged'];

/** Outcomes that say: HubSpot holds this row. */
export function isInHubSpot(outcome: OutcomeName): boolean {
  return IN_HUBSPOT.includes(outcome);
}

/** What the sync of the invented answers is in. */
export const STATES = [
  'well',
  'warned',
  'sqlServerAway',
  'hubspotPaused',
  'deletesHeld',
  'empty',
  'unmeasured',
] as const;
export type State = (typeof STATES)[number];

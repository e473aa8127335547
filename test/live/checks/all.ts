import type { HubSpotCheck } from '../check.ts';
import { ACCOUNT_CHECKS } from './accounts.ts';
import { CONFLICT_CHECKS } from './conflicts.ts';
import { LIFECYCLE_CHECKS } from './lifecycles.ts';
import { MERGE_CHECKS } from './merges.ts';
import { READ_CHECKS } from './reads.ts';
import { REFUSAL_CHECKS } from './refusals.ts';
import { UPSERT_CHECKS } from './upserts.ts';

/** Everything we take for granted of HubSpot that can be tried; some look at what an earlier one left. */
export const CHECKS: readonly HubSpotCheck[] = [
  ...ACCOUNT_CHECKS,
  ...UPSERT_CHECKS,
  ...CONFLICT_CHECKS,
  ...REFUSAL_CHECKS,
  ...READ_CHECKS,
  ...MERGE_CHECKS,
  ...LIFECYCLE_CHECKS,
];

/** What is taken for granted as well, and cannot be tried without doing harm or without being HubSpot. */
export const NOT_TRIED: readonly string[] = [
  'bodies of 423, 477 and 5xx, and whether a refused call uses up the window: nobody overloads an account to see them',
  'a 403 that is no scope (BANNED), and 414, 422 and 451: nobody has an app banned, or an account blocked, to see them',
  'what a write to Sensitive Data is refused with: an account has to have it turned on, which cannot be undone',
  "what an admin's rules refuse (required on create, telephones): a person has to set them in the account",
  'when the day of the quota begins, the order of HubSpot’s checks, how many changes a history remembers',
  'whether contacts made over the API count as marketing contacts, and what a full account answers: nobody fills one up',
  'how search cuts tokens and words, and the conflict body of the first contacts API',
];

import { StopAndAlert } from '../errors.ts';
import { judgeAnswer } from './answers.ts';
import type { HubSpotAnswer } from './client.ts';
import { refusalOf } from './refusals/refusal.ts';

/**
 * Judges an answer about properties and their groups as `judgeAnswer` does, but names the scopes that these need.
 *
 * @throws what `judgeAnswer` throws.
 */
export function judgeSchemaAnswer(answer: HubSpotAnswer): ReturnType<typeof judgeAnswer> {
  if (refusalOf(answer).category !== 'MISSING_SCOPES') return judgeAnswer(answer);
  throw new StopAndAlert(
    'SCOPE_MISSING',
    `HubSpot answered ${answer.status}: the token in HUBSPOT_ACCESS_TOKEN lacks a scope. Properties need crm.schemas.contacts.read and crm.schemas.contacts.write. Best give this command a token of its own: the sync does its work without these scopes and is safer so.`,
  );
}

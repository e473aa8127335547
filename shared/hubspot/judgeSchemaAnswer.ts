import { StopAndAlert } from '../errors.ts';
import { judgeAnswer } from './answers.ts';
import type { HubSpotAnswer } from './client.ts';

/**
 * Judges an answer about properties and their groups as `judgeAnswer` does, but names the scopes that these need.
 *
 * @throws what `judgeAnswer` throws.
 */
export function judgeSchemaAnswer(answer: HubSpotAnswer): 'accepted' | 'refused' {
  if (answer.status !== 403) return judgeAnswer(answer);
  throw new StopAndAlert(
    'SCOPE_MISSING',
    'HubSpot answered 403: the token in HUBSPOT_ACCESS_TOKEN lacks a scope. Properties need crm.schemas.contacts.read and crm.schemas.contacts.write. Best give this command a token of its own: the sync does its work without these scopes and is safer so.',
  );
}

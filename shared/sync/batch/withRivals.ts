import { identifierProperties, identityOfAssociate, TAKEN_CODES } from '../../contacts/identity.ts';
import { identifiesContacts } from '../../contacts/portal.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import type { Associate } from '../keys/readAssociates.ts';
import type { Claims } from '../ports/claims.ts';
import type { ContactToSend } from '../ports/contactApi.ts';
import type { RowRules } from '../ports/rules.ts';

export interface ClaimRules {
  readonly rules: RowRules;
  readonly isAdopted: boolean;
  readonly claims: Claims;
}

/**
 * The verdict of a contact that would be written, after those of earlier batches were: whose identifier one of them would have by then is
 * in conflict. HubSpot keeps emails apart and what was made unique; who is looked up before he is made meets the others too.
 */
export function withRivals(
  verdict: Verdict,
  { key, properties, before = {} }: ContactToSend,
  { previous }: Pick<Associate, 'previous'>,
  { rules: { mapping, portal }, isAdopted, claims }: ClaimRules,
): Verdict {
  const names = identifierProperties(mapping);
  const [mine, held] = [identityOfAssociate(properties, mapping), identityOfAssociate(before, mapping)];
  for (const kind of ['email', 'cedula'] as const) {
    const property = names[kind];
    const [value] = mine[kind];
    if (property === undefined || value === undefined || held[kind].includes(value)) continue;
    const isLookedUp = verdict.outcome === 'created' && !isAdopted;
    const definition = portal.get(property);
    if (!isLookedUp && !(definition && identifiesContacts(definition))) continue;
    const rivalKey = claims.claim(kind, value, key);
    if (rivalKey !== key)
      return verdictOf('contested', previous, { code: TAKEN_CODES[kind], properties: [property], rivalKey });
  }
  return verdict;
}

import { keyField } from '../../contacts/mapping.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import type { RowRules } from '../ports/rules.ts';
import type { Associate } from './readAssociates.ts';

/** Which of the rows is the contact, only a person knows: HubSpot keeps what it has. */
export function sharedBy({ previous, rivals }: Associate, { mapping }: RowRules): Verdict {
  const properties = [keyField(mapping).property];
  return verdictOf('shared', previous, { code: 'KEY_SHARED', properties, rivalKey: rivals[1] });
}

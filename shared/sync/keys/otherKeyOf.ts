import type { KeyForms } from '../../contacts/associateKey.ts';
import { heldKeyOf } from '../../outcomes/recordOutcome.ts';
import type { Associate } from './readAssociates.ts';

/**
 * The key under which HubSpot has the contact of an associate whose row was respelt; undefined where that is the row's own. Where
 * the ledger knows no contact, a write whose outcome was never stored may have made one, under any key that was asked for.
 */
export function otherKeyOf(
  { key, asked, previous }: Pick<Associate, 'key' | 'asked' | 'previous'>,
  keyForms: Pick<KeyForms, 'sent'>,
): string | undefined {
  const now = keyForms.sent(key);
  const held = heldKeyOf(previous, keyForms);
  if (held !== undefined) return held === now ? undefined : held;
  const before = [previous?.heldKey, ...[previous?.key ?? [], asked].flat().map(keyForms.sent)];
  return before.find((each) => each !== undefined && each !== now);
}

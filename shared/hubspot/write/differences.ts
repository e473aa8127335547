import type { Mapping } from '../../contacts/mapping.ts';
import type { ContactToWrite } from '../../sync/ports/contactApi.ts';
import { isHeld } from './writeContext.ts';

/** What a contact that holds the values `there` has otherwise than it was to be written. */
export function differences(
  { properties }: ContactToWrite,
  there: Readonly<Record<string, string>>,
  mapping: Mapping,
): Readonly<Record<string, string>> {
  const numbers = new Set(
    mapping.fields.filter(({ type }) => type === 'number').map(({ property }) => property),
  );
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => {
      const theirs = there[name] ?? '';
      // HubSpot may write a number in another way than it was sent.
      const isSameNumber =
        numbers.has(name) && value !== '' && theirs !== '' && Number(value) === Number(theirs);
      return !isHeld(name, value, there) && !isSameNumber;
    }),
  );
}

import type { Mapping } from '../../contacts/mapping.ts';
import type { ContactToWrite } from '../../sync/ports/contactApi.ts';
import { isHeld } from './writeContext.ts';

/** What a contact that holds the values `there` has otherwise than it was to be written. */
export function differences(
  { properties }: ContactToWrite,
  there: Readonly<Record<string, string>>,
  mapping: Mapping,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => !isHeld(name, value, there, mapping)),
  );
}

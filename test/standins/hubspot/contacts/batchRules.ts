import { badRequest } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { normalizeEmail } from '../values/checkValue.ts';
import type { Contact } from './contact.ts';

/** Contacts guide: at most this many inputs per batch call. */
const mostInputs = 100;

/** A read of property histories takes at most this many (recorded error text). */
export const mostHistories = 50;

interface AddressedInput {
  readonly id: string;
  readonly idProperty: string | undefined;
}

/** More than 100 inputs: 400 (the text is assumed). */
export function refuseTooMany(portal: Portal, inputs: readonly unknown[]): Reply | undefined {
  return inputs.length > mostInputs ? badRequest(portal.texts.tooManyInputs(mostInputs)) : undefined;
}

/** More than 50 inputs of a read with histories: 400. */
export function refuseTooManyHistories(portal: Portal, inputs: readonly unknown[]): Reply | undefined {
  return inputs.length > mostHistories ? badRequest(portal.texts.tooManyHistories(mostHistories)) : undefined;
}

export function nonUnique(portal: Portal, property: string): Reply {
  return badRequest(portal.texts.nonUniqueProperty(property));
}

/** The contact an id stands for: a record id, or a value of `email` or of a unique property. */
export function locate(portal: Portal, { id, idProperty }: AddressedInput): Contact | undefined {
  if (idProperty === undefined) {
    return portal.contacts.get(id);
  }
  return portal.contacts.owner(idProperty, idProperty === 'email' ? normalizeEmail(id) : id);
}

/**
 * Two inputs for one record sink the whole call, trace ids or not. Addresses are compared as HubSpot stores them
 * and by the record they lead to; whether it goes that far is not certain, so the stand-in takes the worse case.
 */
export function refuseDuplicates(portal: Portal, inputs: readonly AddressedInput[]): Reply | undefined {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  for (const input of inputs) {
    const record = locate(portal, input)?.id ?? addressOf(input);
    if (seen.has(record)) {
      duplicates.add(input.id);
    }
    seen.add(record);
  }
  if (duplicates.size === 0) {
    return undefined;
  }
  const ids = [...duplicates];
  return badRequest(portal.texts.duplicateIds(ids.join(', ')), { context: { ids } });
}

function addressOf({ id, idProperty }: AddressedInput): string {
  return `${idProperty ?? ''} ${idProperty === 'email' ? normalizeEmail(id) : id}`;
}

import type { Portal } from '../portal.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import type { Contact } from './contact.ts';
import { mergeProperties } from './mergeProperties.ts';

type Values = Readonly<Record<string, string>>;

/** Why a write that is valid in itself cannot stand beside the other contacts. */
export type Clash =
  | { readonly kind: 'emailTaken'; readonly existingId: string }
  | { readonly kind: 'uniqueTaken'; readonly problem: ValueProblem };

export type WriteVerdict =
  | {
      readonly kind: 'written';
      readonly contact: Contact;
      readonly isNew: boolean;
      readonly undo: () => void;
    }
  | { readonly kind: 'clash'; readonly clash: Clash };

/** Writes checked values to `target`, or to a new contact when there is none. */
export function applyWrite(portal: Portal, target: Contact | undefined, values: Values): WriteVerdict {
  const clash = findClash(portal, target, values);
  if (clash !== undefined) {
    return { kind: 'clash', clash };
  }
  return target === undefined ? create(portal, values) : update(portal, target, values);
}

function create(portal: Portal, values: Values): WriteVerdict {
  const defaults = values['lifecyclestage'] === undefined ? { lifecyclestage: 'lead' } : {};
  const properties = mergeProperties(defaults, values, portal.catalogue.find);
  const contact = portal.contacts.create(properties);
  return { kind: 'written', contact, isNew: true, undo: () => portal.contacts.discard(contact.id) };
}

function update(portal: Portal, target: Contact, values: Values): WriteVerdict {
  const sent = keepPrimaryEmail(target, values);
  const properties = mergeProperties(target.properties, sent, portal.catalogue.find);
  const contact = portal.contacts.replace({ ...target, properties, updatedAt: Date.now() });
  return { kind: 'written', contact, isNew: false, undo: () => portal.contacts.replace(target) };
}

/** A write that names a secondary email of the same contact leaves the primary one as it is (recorded runs). */
function keepPrimaryEmail(target: Contact, values: Values): Values {
  const sent = values['email'];
  if (sent === undefined || !target.additionalEmails.includes(sent)) {
    return values;
  }
  const { email: _, ...others } = values;
  return others;
}

function findClash(portal: Portal, target: Contact | undefined, values: Values): Clash | undefined {
  const emailOwner = otherOwner(portal, target, 'email', values);
  if (emailOwner !== undefined) {
    return { kind: 'emailTaken', existingId: emailOwner.id };
  }
  for (const property of portal.contacts.keys()) {
    const owner = property === 'email' ? undefined : otherOwner(portal, target, property, values);
    if (owner !== undefined) {
      const message = portal.texts.uniqueValueTaken(owner.id);
      const value = values[property] ?? '';
      return { kind: 'uniqueTaken', problem: { code: 'CONFLICTING_UNIQUE_VALUE', property, value, message } };
    }
  }
  return undefined;
}

function otherOwner(
  portal: Portal,
  target: Contact | undefined,
  property: string,
  values: Values,
): Contact | undefined {
  const value = values[property];
  const owner = value === undefined ? undefined : portal.contacts.owner(property, value);
  return owner === undefined || owner.id === target?.id ? undefined : owner;
}

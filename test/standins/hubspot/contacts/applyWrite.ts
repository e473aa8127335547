import type { ApiVersion } from '../http/apiCall.ts';
import type { Portal } from '../portal.ts';
import type { Switches } from '../switches.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import type { Contact } from './contact.ts';
import { findClash } from './findClash.ts';
import { mergeProperties } from './mergeProperties.ts';
import { rememberChange } from './propertyHistory.ts';
import { valuesLeftOut } from './valuesLeftOut.ts';

export type Values = Readonly<Record<string, string>>;

/** A write whose values are valid in themselves. */
export interface Write {
  /** The contact to change; undefined makes a new one. */
  readonly target: Contact | undefined;
  readonly values: Values;
  readonly version: ApiVersion;
  /** The unique property that addresses the contact, if one does. */
  readonly keyProperty?: string | undefined;
  /** What becomes of values that the contact has and the write leaves out. */
  readonly leftOut: Switches['partialUpsertByEmail'];
}

/** Why a valid write cannot stand beside the other contacts or against the rules of the portal. */
export type Clash =
  | { readonly kind: 'taken'; readonly taken: TakenValue }
  | { readonly kind: 'requiredMissing'; readonly problems: readonly ValueProblem[] }
  | { readonly kind: 'partialUpsert' };

/** A value of `email` or of a unique property that another contact has. */
export interface TakenValue {
  readonly property: string;
  readonly value: string;
  /** The contact that was to get it; of one that was to be made, the id it would have had. */
  readonly targetId: string;
  readonly ownerId: string;
}

export type WriteVerdict =
  | {
      readonly kind: 'written';
      readonly contact: Contact;
      readonly isNew: boolean;
      readonly undo: () => void;
    }
  | { readonly kind: 'clash'; readonly clash: Clash };

/** Writes checked values to a contact, or to a new one. */
export function applyWrite(portal: Portal, write: Write): WriteVerdict {
  const clash = findClash(portal, write);
  if (clash !== undefined) {
    return { kind: 'clash', clash };
  }
  return write.target === undefined
    ? create(portal, write.values)
    : update(portal, write.target, whole(portal, write.target, write));
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
  const now = Date.now();
  const changes = rememberChange(target, properties, Object.keys(sent), now);
  const contact = portal.contacts.replace({ ...target, properties, changes, updatedAt: now });
  return { kind: 'written', contact, isNew: false, undo: () => portal.contacts.replace(target) };
}

/** The values to write, with those cleared that a write under `blank` leaves out. */
function whole(portal: Portal, target: Contact, { values, leftOut }: Write): Values {
  if (leftOut !== 'blank') {
    return values;
  }
  const cleared = valuesLeftOut(portal, target, values).map((name) => [name, ''] as const);
  return { ...Object.fromEntries(cleared), ...values };
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

import type { Portal } from '../portal.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import type { Clash, Write } from './applyWrite.ts';
import type { Contact } from './contact.ts';
import { valuesLeftOut } from './valuesLeftOut.ts';

/** Why a valid write cannot be carried out; undefined when it can. */
export function findClash(portal: Portal, write: Write): Clash | undefined {
  const { target, values, leftOut } = write;
  if (leftOut === 'reject' && target !== undefined && valuesLeftOut(portal, target, values).length > 0) {
    return { kind: 'partialUpsert' };
  }
  const problems = missingOnCreate(portal, write);
  return problems.length > 0 ? { kind: 'requiredMissing', problems } : findOwner(portal, write);
}

/** The key first: whoever loses a race for it hears of nothing else (captures of 2026). */
function findOwner(portal: Portal, write: Write): Clash | undefined {
  const { target, values, keyProperty } = write;
  for (const property of new Set([keyProperty ?? 'email', ...portal.contacts.keys()])) {
    const owner = otherOwner(portal, write, property);
    if (owner !== undefined) {
      const targetId = target?.id ?? portal.contacts.nextId;
      return {
        kind: 'taken',
        taken: { property, value: values[property] ?? '', targetId, ownerId: owner.id },
      };
    }
  }
  return undefined;
}

function otherOwner(portal: Portal, { target, values }: Write, property: string): Contact | undefined {
  const value = values[property];
  const owner = value === undefined ? undefined : portal.contacts.owner(property, value);
  return owner === undefined || owner.id === target?.id ? undefined : owner;
}

/** An admin's required fields hold for new contacts, and only since 2026-09 (changelog on write validation). */
function missingOnCreate({ switches, texts }: Portal, { target, values, version }: Write): ValueProblem[] {
  if (target !== undefined || version !== '2026-09') {
    return [];
  }
  return switches.requiredOnCreate
    .filter((name) => !values[name])
    .map((property) => ({
      code: 'MISSING_REQUIRED_PROPERTY',
      property,
      value: '',
      message: texts.propertyRequired(property),
    }));
}

import type { Property } from '../properties/property.ts';
import type { Texts } from '../texts.ts';
import type { ValueVerdict } from './valueProblem.ts';

/**
 * An enumeration: the internal value, exact; never the label. A checkbox takes `a;b;c`, and a leading `;`
 * adds to what is there (resolved when the write is applied).
 */
export function checkOption(raw: string, property: Property, texts: Texts): ValueVerdict {
  const chosen = property.fieldType === 'checkbox' ? raw.split(';').filter((part) => part !== '') : [raw];
  const unknown = chosen.find((value) => !property.optionValues.has(value));
  return unknown === undefined
    ? { ok: true, value: raw }
    : refuse(unknown, [...property.optionValues].join(', '), texts);
}

export function checkBoolean(raw: string, texts: Texts): ValueVerdict {
  return raw === 'true' || raw === 'false' ? { ok: true, value: raw } : refuse(raw, 'true, false', texts);
}

function refuse(value: string, options: string, texts: Texts): ValueVerdict {
  return { ok: false, code: 'INVALID_OPTION', message: texts.optionUnknown(value, options) };
}

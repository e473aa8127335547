import type { ApiVersion } from '../http/apiCall.ts';
import type { Property } from '../properties/property.ts';
import type { Texts } from '../texts.ts';
import { checkDate, checkDateTime } from './checkDate.ts';
import { isEmail } from './checkEmail.ts';
import { checkBoolean, checkOption } from './checkOption.ts';
import type { ValueVerdict } from './valueProblem.ts';

/** Properties guide: text values hold at most this many characters. */
export const longestText = 65_536;

/** Digits, an optional leading minus, at most one point; no thousands separator, no exponent. */
const decimal = /^-?(?:\d+\.?\d*|\.\d+)$/;

/** Checks one value that is not empty; the empty string clears any property and never comes here. */
export function checkValue(raw: string, property: Property, version: ApiVersion, texts: Texts): ValueVerdict {
  switch (property.type) {
    case 'number':
      return decimal.test(raw)
        ? { ok: true, value: raw }
        : { ok: false, code: 'INVALID_LONG', message: texts.numberInvalid(raw) };
    case 'bool':
      return checkBoolean(raw, texts);
    case 'enumeration':
      return checkOption(raw, property, texts);
    case 'date':
      return checkDate(raw, version, texts);
    case 'datetime':
      return checkDateTime(raw, texts);
    case 'string':
    case 'phone_number':
      return property.name === 'email' ? checkEmail(raw, texts) : checkText(raw, texts);
  }
}

/** How an address is stored and matched: trimmed and lowercased. */
export function normalizeEmail(raw: string): string {
  return raw.trim().toLowerCase();
}

function checkEmail(raw: string, texts: Texts): ValueVerdict {
  const value = normalizeEmail(raw);
  return isEmail(value)
    ? { ok: true, value }
    : { ok: false, code: 'INVALID_EMAIL', message: texts.emailInvalid(raw) };
}

/** The code for an overlong text is not documented: `VALUE_TOO_LONG` is assumed. */
function checkText(raw: string, texts: Texts): ValueVerdict {
  return raw.length <= longestText
    ? { ok: true, value: raw }
    : { ok: false, code: 'VALUE_TOO_LONG', message: texts.textTooLong(longestText) };
}

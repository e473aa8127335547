import type { Property } from '../properties/property.ts';
import type { Texts } from '../texts.ts';
import { checkDate, checkDateTime } from './checkDate.ts';
import { isEmail } from './checkEmail.ts';
import { checkBoolean, checkOption } from './checkOption.ts';
import { checkPhone, formatPhone } from './checkPhone.ts';
import type { ValueRules } from './checkProperties.ts';
import type { ValueVerdict } from './valueProblem.ts';

/** Properties guide: text values hold at most this many characters. */
export const longestText = 65_536;

/** Digits, an optional leading minus, at most one point; no thousands separator, no exponent. */
const decimal = /^-?(?:\d+\.?\d*|\.\d+)$/;

/** Checks one value that is not empty; the empty string clears any property and never comes here. */
export function checkValue(raw: string, property: Property, rules: ValueRules): ValueVerdict {
  const { version, texts } = rules;
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
    case 'phone_number':
      return checkPhone(raw, rules);
    case 'string':
      return checkString(raw, property, rules);
  }
}

/** How an address is stored and matched: trimmed and lowercased. */
export function normalizeEmail(raw: string): string {
  return raw.trim().toLowerCase();
}

function checkString(raw: string, property: Property, rules: ValueRules): ValueVerdict {
  if (property.name === 'email') {
    return checkEmail(raw, rules);
  }
  if (property.fieldType !== 'phonenumber') {
    return checkText(raw, rules.texts);
  }
  return rules.validatesPhones ? checkPhone(raw, rules) : checkText(formatPhone(raw, rules), rules.texts);
}

/** A blocked email "fails validation" (GDPR endpoint); that it does so with the same code is assumed. */
function checkEmail(raw: string, { texts, isBlocked }: ValueRules): ValueVerdict {
  const value = normalizeEmail(raw);
  if (!isEmail(value)) {
    return { ok: false, code: 'INVALID_EMAIL', message: texts.emailInvalid(raw) };
  }
  return isBlocked(value)
    ? { ok: false, code: 'INVALID_EMAIL', message: texts.emailBlocked }
    : { ok: true, value };
}

/** The code for an overlong text is not documented: `VALUE_TOO_LONG` is assumed. */
function checkText(raw: string, texts: Texts): ValueVerdict {
  return raw.length <= longestText
    ? { ok: true, value: raw }
    : { ok: false, code: 'VALUE_TOO_LONG', message: texts.textTooLong(longestText) };
}

import type { ApiVersion } from '../http/apiCall.ts';
import type { Property } from '../properties/property.ts';
import type { Texts } from '../texts.ts';
import { checkValue } from './checkValue.ts';
import type { ValueProblem, ValueVerdict, ValueWarning } from './valueProblem.ts';

/** What the properties of one input come to: values ready to store, or the problems that forbid it. */
export interface CheckedProperties {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly ValueProblem[];
  readonly warnings: readonly ValueWarning[];
}

export interface ValueRules {
  readonly version: ApiVersion;
  readonly texts: Texts;
  readonly find: (name: string) => Property | undefined;
  /** Whether a GDPR deletion forbids the email. */
  readonly isBlocked: (email: string) => boolean;
  /** Whether an admin has turned on phone validation. */
  readonly validatesPhones: boolean;
  /** Whether telephones are kept with blanks between their parts. */
  readonly spacesPhones: boolean;
}

/** A value as it stands in the JSON: HubSpot's type is string, numbers and booleans are coerced in practice. */
export type RawValue = string | number | boolean | null;

/** Checks all properties of one input. JSON null is left out (assumed: HubSpot's layers differ on it). */
export function checkProperties(
  raw: Readonly<Record<string, RawValue>>,
  rules: ValueRules,
): CheckedProperties {
  const values = asTexts(raw);
  const problems: ValueProblem[] = [];
  const warnings: ValueWarning[] = [];
  for (const name of Object.keys(values)) {
    const value = values[name] ?? '';
    const verdict = judge(name, value, rules);
    if (!verdict.ok) {
      problems.push({ code: verdict.code, property: name, value, message: verdict.message });
      continue;
    }
    if (verdict.value !== value) {
      values[name] = verdict.value;
    }
    if (verdict.repaired) {
      warnings.push(normalized(name, value, verdict.value));
    }
  }
  return { values, problems, warnings };
}

function asTexts(raw: Readonly<Record<string, RawValue>>): Record<string, string> {
  if (isAllText(raw)) {
    return { ...raw };
  }
  const given = Object.entries(raw).filter(([, value]) => value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function isAllText(raw: Readonly<Record<string, RawValue>>): raw is Readonly<Record<string, string>> {
  return Object.values(raw).every((value) => typeof value === 'string');
}

function judge(name: string, value: string, rules: ValueRules): ValueVerdict {
  const { find, texts } = rules;
  const property = find(name);
  if (property === undefined) {
    return { ok: false, code: 'PROPERTY_DOESNT_EXIST', message: texts.propertyUnknown(name) };
  }
  if (property.readOnlyValue) {
    return { ok: false, code: 'READ_ONLY_VALUE', message: texts.propertyReadOnly(name) };
  }
  return value === '' ? { ok: true, value } : checkValue(value, property, rules);
}

function normalized(propertyName: string, rawValue: string, normalizedValue: string): ValueWarning {
  return {
    category: 'PROPERTY_VALUE_NORMALIZED',
    message: `The value of ${propertyName} was normalized.`,
    context: { propertyName, rawValue, normalizedValue },
  };
}

import type { FindingCode } from '../findings.ts';
import { type Phones, readPhones } from './readPhones.ts';
import type { Rule } from './rule.ts';

/**
 * A telephone in E.164, the first valid one of the cell; companion `second` is the next. Numbers without `+` are
 * Costa Rican, or none where the field's `phoneFormat` is `international`; fillers and the numbers of its `noPhone`, in any
 * writing, are no number.
 */
export const phone: Rule = (value, field) => {
  const phones = readPhones(value, field);
  const [first, second] = phones.numbers;
  if (first === undefined) return phones.hasInvalid ? { code: 'PHONE_INVALID' } : { value: '' };
  const accepted = { value: first, warnings: phoneWarnings(phones, first) };
  return second === undefined ? accepted : { ...accepted, companion: { second } };
};

/** Real numbers may be so, yet most that are were typed to fill the cell. */
const ONE_DIGIT = /^\+506(\d)\1+$/;

/** What a person should know of a cell from which `sent` was taken. */
export function phoneWarnings(phones: Phones, sent: string): readonly FindingCode[] {
  const warnings: FindingCode[] = [];
  if (phones.numbers.length > 1) warnings.push('PHONE_SECOND_NUMBER');
  if (phones.hasInvalid) warnings.push('PHONE_PART_INVALID');
  if (phones.hasExtension) warnings.push('PHONE_EXTENSION');
  if (ONE_DIGIT.test(sent)) warnings.push('PHONE_REPEATED');
  return warnings;
}

import { cellText } from './cellText.ts';
import type { DraftContact } from './draftContact.ts';
import { faultFound } from './faultFound.ts';
import { type FindingCode, shapeOf } from './findings.ts';
import type { FieldMapping } from './mapping.ts';
import type { PreparedField } from './prepareMapping.ts';
import type { AcceptedValue, RuleResult } from './rules/rule.ts';
import { clean } from './text/clean.ts';

const NOTHING: AcceptedValue = { value: '' };

/** Cleans, transforms and judges one cell; its value, or what was found, goes into the draft. */
export function mapCell(raw: unknown, prepared: PreparedField, draft: DraftContact): void {
  const { field } = prepared;
  const text = cellText(raw);
  // As the draft begins, and most cells of most rows.
  if (text === '' && !field.required) return;
  const cleaned = clean(text);
  const result = orMissing(judge(cleaned.text, cleaned.lost, prepared), field);
  if ('code' in result) {
    draft.findings.push(faultFound(result.code, field, cleaned.text));
    withhold(field, draft);
    return;
  }
  if (result.value !== '') accept(result, field, draft);
  if (cleaned.repaired && result.value !== '') warn('TEXT_REPAIRED', field, cleaned.text, draft);
  if (result.warnings) for (const code of result.warnings) warn(code, field, cleaned.text, draft);
}

function accept(
  { value, companion }: AcceptedValue,
  field: FieldMapping,
  { properties }: DraftContact,
): void {
  properties[field.property] = value;
  if (field.typeProperty !== undefined) properties[field.typeProperty] = companion?.['identityType'] ?? '';
}

/** HubSpot keeps what it has. */
function withhold({ property, typeProperty }: FieldMapping, { properties }: DraftContact): void {
  delete properties[property];
  if (typeProperty !== undefined) delete properties[typeProperty];
}

function judge(text: string, isLost: boolean, prepared: PreparedField): RuleResult {
  const { field, rule, transform, isNothing } = prepared;
  const given = transform ? transform(text) : text;
  if (given === '' || isNothing(given)) return NOTHING;
  if (rule) return rule(given, field);
  return isLost ? { code: 'TEXT_DAMAGED' } : { value: given };
}

/** A value that its rule takes for "nothing" (a telephone of `noPhone`, a null date) is as missing as an empty one. */
function orMissing(result: RuleResult, { required }: FieldMapping): RuleResult {
  return required && 'value' in result && result.value === '' ? { code: 'REQUIRED_MISSING' } : result;
}

/** The value goes, whatever the finding's severity is where it keeps one from going. */
function warn(code: FindingCode, { property }: FieldMapping, text: string, { findings }: DraftContact): void {
  findings.push({ code, severity: 'warning', property, shape: shapeOf(text) });
}

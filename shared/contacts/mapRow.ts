import type { ContactProperties } from './contactProperties.ts';
import type { DraftContact } from './draftContact.ts';
import { type Finding, shapeOf } from './findings.ts';
import { judgeAmounts, judgePlaces, judgeSets } from './judgeTogether.ts';
import { isLongKey } from './longKey.ts';
import { mapCell } from './mapCell.ts';
import type { Mapping } from './mapping.ts';
import { prepareMapping } from './prepareMapping.ts';

/** A row as HubSpot should see it, with everything that was found on the way. */
export interface MappedContact {
  readonly properties: ContactProperties;
  readonly findings: readonly Finding[];
  /** True when a finding is an error: the record must not be sent. */
  readonly rejected: boolean;
}

/**
 * Maps and validates one row: each value is cleaned and judged by its field's rule, then what belongs together is
 * judged as a whole. Never throws on a value; `values` holds the row's columns as text. A slot above the first whose columns
 * the row lacks altogether is left as HubSpot has it.
 */
export function mapRow(values: Readonly<Record<string, unknown>>, mapping: Mapping): MappedContact {
  const prepared = prepareMapping(mapping, values);
  const draft: DraftContact = { properties: { ...prepared.empty }, findings: [] };
  const { properties, findings } = draft;
  for (const field of prepared.fields) mapCell(values[field.field.column], field, draft);
  judgePlaces(prepared, draft);
  judgeAmounts(prepared, draft);
  judgeSets(prepared, draft);
  for (const property of prepared.neverClear) {
    if (properties[property] === '') delete properties[property];
  }
  const key = properties[prepared.key];
  if (key !== undefined && isLongKey(key))
    findings.push({ code: 'KEY_TOO_LONG', severity: 'error', property: prepared.key, shape: shapeOf(key) });
  if (key === undefined) delete properties[prepared.keyProperty];
  else properties[prepared.keyProperty] = key;
  return { properties, findings, rejected: findings.some(({ severity }) => severity === 'error') };
}

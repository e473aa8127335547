import { findSchemaDrift } from '../../contacts/portal.ts';
import { optionalSlots } from '../../contacts/slots.ts';
import { saying } from '../../outcomes/saying.ts';
import type { PreflightFinding } from '../ports/preflight.ts';
import type { RowRules } from '../ports/rules.ts';

/**
 * What the portal lacks of what the mapping writes, as one finding, however many properties somebody changed or removed. An
 * error, for only errors raise the alert, and where the field is required every record is refused. Slots that the table lacks
 * need no properties.
 */
export function lookAtPortal(
  { mapping, portal }: RowRules,
  absentSlots: ReadonlySet<number>,
): readonly PreflightFinding[] {
  const unused = new Set(
    optionalSlots(mapping).flatMap(({ slot, fields }) =>
      absentSlots.has(slot) ? fields.map(({ property }) => property) : [],
    ),
  );
  const drift = findSchemaDrift(mapping, portal).filter(({ property }) => !unused.has(property));
  if (drift.length === 0) return [];
  const what = drift.map(({ property, code }) => `${property} (${code})`).join(', ');
  const isHidden = drift.some(({ code }) => code === 'PROPERTY_SENSITIVE');
  const code = isHidden ? 'PORTAL_DRIFT_SENSITIVE' : 'PORTAL_DRIFT';
  return [{ check: 'portal', level: 'error', ...saying(code, { properties: what }) }];
}

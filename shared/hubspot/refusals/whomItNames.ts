import { asCompared } from '../asCompared.ts';
import type { BatchRow } from '../batchRow.ts';
import { detailsOf } from './detailsOf.ts';
import { readRefusal } from './readRefusal.ts';
import type { KnownProperties, Refusal, RefusalDetail, RefusedInput } from './refusal.ts';

/** Codes that condemn every row that writes the property, whatever the value. */
const UNWRITABLE: ReadonlySet<string> = new Set(['PROPERTY_DOESNT_EXIST', 'READ_ONLY_VALUE']);

/**
 * The rows that a refusal of their call convicts, each with its part of it: a value it repeats, a property that cannot be written,
 * a key it says nobody has. Believed only where it fits a row that was sent.
 */
export function whomItNames(
  refusal: Refusal,
  rows: readonly BatchRow[],
  known: KnownProperties,
): Map<string, RefusedInput> {
  const details = detailsOf(refusal);
  const named = new Map<string, RefusedInput>();
  for (const row of rows) {
    const ofRow = details.filter((detail) => concerns(detail, row));
    if (namesMissing(refusal, row)) named.set(row.name, missing(refusal));
    else if (ofRow.length > 0) named.set(row.name, readRefusal(refusal, known, ofRow));
  }
  return named;
}

/** Rows whose ids the refusal lists, as it does for duplicates. */
export function idsIn(refusal: Refusal, rows: readonly BatchRow[]): ReadonlySet<string> {
  const ids = new Set((refusal.context['ids'] ?? []).map(asCompared));
  return new Set(rows.filter(({ id }) => ids.has(asCompared(id))).map(({ name }) => name));
}

function concerns({ code, property, value }: RefusalDetail, { properties }: BatchRow): boolean {
  if (!Object.hasOwn(properties, property)) return false;
  if (value === undefined) return UNWRITABLE.has(code);
  const ours = properties[property];
  return ours !== undefined && asCompared(ours) === asCompared(value);
}

/**
 * Whether a refusal says of this one that there is no such contact. `["0-1:numero_asociado_clave:A-12"]`: whatever comes before, it
 * ends in property and value.
 */
export function namesMissing(
  { category, context }: Refusal,
  { id, idProperty }: Pick<BatchRow, 'id' | 'idProperty'>,
): boolean {
  const coordinates = context['missingObjectPropertyValueCoordinates'] ?? [];
  const ends = `${idProperty ?? ''}:${asCompared(id)}`;
  if (coordinates.some((one) => asCompared(one).endsWith(ends))) return true;
  return category === 'OBJECT_NOT_FOUND' && (context['ids'] ?? []).map(asCompared).includes(asCompared(id));
}

function missing({ correlationId }: Refusal): RefusedInput {
  return { kind: 'missing', code: 'NOT_IN_HUBSPOT', properties: [], correlationId };
}

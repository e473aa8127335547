import type { ContactProperties } from './contactProperties.ts';
import type { DivisionLevel } from './divisions/divisionLevels.ts';
import { isDivisionRule } from './fieldRules.ts';
import { type FieldMapping, fieldsToSend, keyField, type Mapping, propertiesToSend } from './mapping.ts';
import type { Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { type FieldSet, listSets } from './sets.ts';
import { optionalSlots, withoutSlots } from './slots.ts';
import { isNoName, isPlaceholder } from './text/placeholder.ts';
import { TRANSFORMS, type Transform } from './transforms.ts';

/** A field with what its names stand for. */
export interface PreparedField {
  readonly field: FieldMapping;
  /** None for the places, which are judged together. */
  readonly rule: Rule | undefined;
  readonly transform: Transform | undefined;
  /** Whether a text says that there is nothing. */
  readonly isNothing: (text: string) => boolean;
}

/** What mapping a row needs of the mapping, worked out once. */
export interface PreparedMapping {
  /** Every property that is written, without a value. */
  readonly empty: ContactProperties;
  readonly fields: readonly PreparedField[];
  readonly places: readonly { readonly level: DivisionLevel; readonly field: FieldMapping }[];
  readonly sets: readonly FieldSet[];
  /** Amounts that must not exceed another. */
  readonly limits: readonly { readonly property: string; readonly atMost: string }[];
  readonly neverClear: readonly string[];
  /** Property of the associate's own cédula. */
  readonly cedula: string | undefined;
  /** Property of the associate's number, and the one by which contacts are upserted. */
  readonly key: string;
  readonly keyProperty: string;
}

/** A mapping for each combination of optional slots that rows lack, by the sum of their weights. */
interface Prepared {
  readonly slots: readonly {
    readonly slot: number;
    readonly weight: number;
    readonly columns: readonly string[];
  }[];
  readonly without: Map<number, PreparedMapping>;
}
const preparedOf = new WeakMap<Mapping, Prepared>();

/**
 * The mapping as `mapRow` uses it for a row with these columns: without the slots of which the row has no column. Worked out
 * when such a row is first seen, because a million follow.
 */
export function prepareMapping(mapping: Mapping, row: Readonly<Record<string, unknown>>): PreparedMapping {
  let prepared = preparedOf.get(mapping);
  if (!prepared) {
    // Weights of 50 slots add up exactly.
    const slots = optionalSlots(mapping).map(({ slot, fields }, index) => {
      return { slot, weight: 2 ** index, columns: fields.map(({ column }) => column) };
    });
    prepared = { slots, without: new Map() };
    preparedOf.set(mapping, prepared);
  }
  let absent = 0;
  for (const { weight, columns } of prepared.slots) {
    if (columns.every((column) => row[column] === undefined)) absent += weight;
  }
  return prepared.without.get(absent) ?? prepareWithout(absent, prepared, mapping);
}

function prepareWithout(absent: number, { slots, without }: Prepared, mapping: Mapping): PreparedMapping {
  const lacking = slots.filter(({ weight }) => Math.floor(absent / weight) % 2 === 1);
  const fresh = prepare(withoutSlots(mapping, new Set(lacking.map(({ slot }) => slot))));
  without.set(absent, fresh);
  return fresh;
}

function prepare(mapping: Mapping): PreparedMapping {
  const fields = fieldsToSend(mapping);
  const propertyOf = new Map(fields.map(({ column, property }) => [column, property]));
  return {
    empty: Object.fromEntries(propertiesToSend(mapping).map((property) => [property, ''])),
    fields: fields.map((field) => ({
      field,
      rule: isDivisionRule(field.rule) ? undefined : RULES[field.rule],
      transform: field.transform && TRANSFORMS[field.transform],
      isNothing: field.rule === 'name' || field.rule === 'surname' ? isNoName : isPlaceholder,
    })),
    places: fields.flatMap((field) => (isDivisionRule(field.rule) ? [{ level: field.rule, field }] : [])),
    sets: listSets(fields),
    limits: fields.flatMap(({ property, atMost: column }) => {
      const atMost = propertyOf.get(column ?? '');
      return atMost === undefined ? [] : [{ property, atMost }];
    }),
    neverClear: fields.flatMap(({ property, typeProperty, policy }) =>
      policy === 'neverClear' ? [property, typeProperty ?? []].flat() : [],
    ),
    cedula: fields.find(({ identifies }) => identifies === 'cedula')?.property,
    key: keyField(mapping).property,
    keyProperty: mapping.hubspot.keyProperty,
  };
}

import { slotsOf } from './beneficiaryFields.ts';
import type { FileField } from './fieldSchema.ts';
import { identifier, propertyName } from './identifiers.ts';
import type { ListedField } from './listedField.ts';
import { listFields } from './listFields.ts';
import type { MappingFile } from './mappingFileSchema.ts';
import { unnumbered } from './numberSlots.ts';
import type { FilePath } from './pathName.ts';

/** Something wrong between keys, by the path of the guilty one. */
export interface MappingIssue {
  readonly path: FilePath;
  readonly message: string;
}

/** What the form of single keys cannot say: what they mean to each other. */
export function checkMapping(file: MappingFile): readonly MappingIssue[] {
  const listed = listFields(file);
  return [
    ...checkBeneficiaries(file),
    ...checkNames(listed),
    ...checkTwice(listed),
    ...checkSlots(file.fields),
    ...file.fields.flatMap((field, index) => checkRule(field, ['fields', index])),
    ...checkAmounts(file),
    ...checkKey(file, listed),
    ...checkMark(file, listed),
  ];
}

/** What SQL Server fills cannot say that the row is gone. */
function checkMark({ hubspot, sync }: MappingFile, listed: readonly ListedField[]): readonly MappingIssue[] {
  const { keyProperty, deletedProperty } = hubspot;
  if (sync.deletes !== 'mark') return [];
  const isTaken = listed.some(({ field: { property, typeProperty } }) =>
    [property, typeProperty, keyProperty].includes(deletedProperty),
  );
  return isTaken
    ? [
        {
          path: ['hubspot', 'deletedProperty'],
          message: 'must be a property of its own, not one that a row fills',
        },
      ]
    : [];
}

/** Templates do not say how many slots there are; lists do, and all of one length. */
function checkBeneficiaries({ beneficiaries }: MappingFile): readonly MappingIssue[] {
  if (!beneficiaries) return [];
  const { slots, columns, properties, labels } = beneficiaries;
  const path = ['beneficiaries'];
  if (slots === undefined && !Array.isArray(columns)) {
    return [{ path: [...path, 'columns'], message: 'are templates: say in `slots` how many there are' }];
  }
  const count = slotsOf(beneficiaries);
  return Object.entries({ columns, properties, labels }).flatMap(([key, names]) =>
    Array.isArray(names) && names.length !== count
      ? [{ path: [...path, key], message: `names ${names.length} of ${count} slots` }]
      : [],
  );
}

/** What templates and lists of the beneficiaries make must be names too. */
function checkNames(listed: readonly ListedField[]): readonly MappingIssue[] {
  return listed.flatMap(({ field, paths }) => [
    ...(identifier.safeParse(field.column).success
      ? []
      : [{ path: paths.column, message: `"${field.column}" is no SQL Server name` }]),
    ...(propertyName.safeParse(field.property).success
      ? []
      : [{ path: paths.property, message: `"${field.property}" is no HubSpot property name` }]),
  ]);
}

function checkTwice(listed: readonly ListedField[]): readonly MappingIssue[] {
  const issues: MappingIssue[] = [];
  const seen = new Set<string>();
  const note = (kind: string, name: string | undefined, path: FilePath) => {
    if (name === undefined) return;
    // SQL Server's names do not tell cases apart, HubSpot's have one only.
    const known = `${kind} ${name.toLowerCase()}`;
    if (seen.has(known)) issues.push({ path, message: `names "${name}" a second time` });
    seen.add(known);
  };
  for (const { field, paths } of listed) {
    const within = paths.column.slice(0, -1);
    note('column', field.column, paths.column);
    note('property', field.property, paths.property);
    note('identifies', field.identifies, [...within, 'identifies']);
    note('property', field.typeProperty, [...within, 'typeProperty']);
    if (['provincia', 'canton', 'distrito'].includes(field.rule))
      note('rule', field.rule, [...within, 'rule']);
  }
  return issues;
}

/** Whose share is whose has to be known, and nobody has two. */
function checkSlots(fields: readonly FileField[]): readonly MappingIssue[] {
  const seen = new Set<string>();
  const twice = fields.flatMap(({ set, slot, rule }, index) => {
    if (slot === undefined) return [];
    const path = ['fields', index, 'slot'];
    if (set === undefined) return [{ path, message: 'does nothing without `set`' }];
    const one = `${set} ${slot} ${rule}`;
    const isSecond = seen.has(one) && (rule === 'cedula' || rule === 'percentage');
    seen.add(one);
    return isSecond ? [{ path, message: `slot ${slot} of ${set} has a second field of rule ${rule}` }] : [];
  });
  const unclear = unnumbered(fields).map((field) => ({
    path: ['fields', fields.indexOf(field), 'set'],
    message: `which name and cédula belongs to which share of "${field.set}" is not clear: give each of its fields \`slot: 1\`, \`slot: 2\`, …`,
  }));
  return [...twice, ...unclear];
}

/** Keys that only some rules look at. */
const OF_RULE = { options: ['option'], pattern: ['numero'], typeProperty: ['cedula'] } as const satisfies {
  readonly [Key in keyof FileField]?: readonly string[];
};

function checkRule(field: FileField, path: FilePath): readonly MappingIssue[] {
  const issues: MappingIssue[] = [];
  if (field.rule === 'option' && !field.options) {
    issues.push({
      path: [...path, 'rule'],
      message: '"option" needs `options: { SQL value: HubSpot value }`',
    });
  }
  for (const [key, rules] of Object.entries(OF_RULE)) {
    if (key in field && !rules.some((rule) => rule === field.rule)) {
      issues.push({
        path: [...path, key],
        message: `does nothing under rule ${field.rule}, only under ${rules.join(', ')}`,
      });
    }
  }
  if (field.pattern !== undefined && !isRegExp(field.pattern)) {
    issues.push({ path: [...path, 'pattern'], message: `"${field.pattern}" is no regular expression` });
  }
  return issues;
}

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function checkAmounts({ fields }: MappingFile): readonly MappingIssue[] {
  return fields.flatMap((field, index) => {
    if (field.atMost === undefined) return [];
    const other = fields.find(({ column }) => column === field.atMost);
    const isAmount =
      other !== undefined && other !== field && other.rule === field.rule && field.rule === 'salary';
    const message = 'must be the column of another field, and both of rule salary';
    return isAmount ? [] : [{ path: ['fields', index, 'atMost'], message }];
  });
}

function checkKey({ source, hubspot }: MappingFile, listed: readonly ListedField[]): readonly MappingIssue[] {
  const key = listed.find(({ field }) => field.column === source.key)?.field;
  const path = ['source', 'key'];
  if (!key) return [{ path, message: `"${source.key}" is not the column of any field` }];
  if (!key.required) return [{ path, message: `"${source.key}" must be a required field` }];
  if (key.sensitive)
    return [{ path, message: `"${source.key}" cannot be sensitive: every contact needs it` }];
  const holder = listed.find(
    ({ field }) => field.property === hubspot.keyProperty || field.typeProperty === hubspot.keyProperty,
  )?.field;
  return holder && holder !== key
    ? [
        {
          path: ['hubspot', 'keyProperty'],
          message: `is a property of column "${holder.column}", not of the key`,
        },
      ]
    : [];
}

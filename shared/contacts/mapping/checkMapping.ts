import type { FieldMapping } from './fieldSchema.ts';
import { identifier, propertyName } from './identifiers.ts';
import { type ListedField, listFields } from './listFields.ts';
import type { MappingFile } from './mappingFileSchema.ts';

/** Something wrong between keys, by the path of the guilty one. */
export interface MappingIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the form of single keys cannot say: what they mean to each other. */
export function checkMapping(file: MappingFile): readonly MappingIssue[] {
  const listed = listFields(file);
  return [
    ...checkTemplates(listed),
    ...checkTwice(listed),
    ...listed.flatMap((one) => checkRule(one)),
    ...checkAmounts(listed),
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

/** A template is good when what it stands for is. */
function checkTemplates(listed: readonly ListedField[]): readonly MappingIssue[] {
  return listed.flatMap(({ field, path, isTemplate }) => {
    if (!isTemplate) return [];
    const isColumn = identifier.safeParse(field.column).success;
    const isProperty = propertyName.safeParse(field.property).success;
    return [
      ...(isColumn
        ? []
        : [{ path: [...path, 'columns'], message: `"${field.column}" is no SQL Server name` }]),
      ...(isProperty
        ? []
        : [{ path: [...path, 'properties'], message: `"${field.property}" is no HubSpot property name` }]),
    ];
  });
}

const UNIQUE = ['column', 'property', 'identifies'] as const;

function checkTwice(listed: readonly ListedField[]): readonly MappingIssue[] {
  const issues: MappingIssue[] = [];
  const seen = new Set<string>();
  const note = (kind: string, name: string | undefined, path: MappingIssue['path']) => {
    if (name === undefined) return;
    // SQL Server's names do not tell cases apart, HubSpot's have one only.
    const known = `${kind} ${name.toLowerCase()}`;
    if (seen.has(known)) issues.push({ path, message: `names "${name}" a second time` });
    seen.add(known);
  };
  for (const { field, path, isTemplate } of listed) {
    for (const attribute of UNIQUE) {
      note(attribute, field[attribute], isTemplate ? [...path, plural(attribute)] : [...path, attribute]);
    }
    note('property', field.typeProperty, [...path, 'typeProperty']);
    if (['provincia', 'canton', 'distrito'].includes(field.rule)) note('rule', field.rule, [...path, 'rule']);
  }
  return issues;
}

function plural(attribute: (typeof UNIQUE)[number]): string {
  return attribute === 'column' ? 'columns' : 'properties';
}

/** Keys that only some rules look at. */
const OF_RULE = { options: ['option'], pattern: ['numero'], typeProperty: ['cedula'] } as const satisfies {
  readonly [Key in keyof FieldMapping]?: readonly string[];
};

function checkRule({ field, path }: ListedField): readonly MappingIssue[] {
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

function checkAmounts(listed: readonly ListedField[]): readonly MappingIssue[] {
  return listed.flatMap(({ field, path }) => {
    if (field.atMost === undefined) return [];
    const other = listed.find(({ field: { column } }) => column === field.atMost)?.field;
    const isAmount =
      other !== undefined && other !== field && other.rule === field.rule && field.rule === 'salary';
    return isAmount
      ? []
      : [
          {
            path: [...path, 'atMost'],
            message: 'must be the column of another field, and both of rule salary',
          },
        ];
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

import { hash } from 'node:crypto';
import type { ContactProperties } from './contactProperties.ts';
import { deletedProperty, type FieldMapping, fieldsToSend, keyField, type Mapping } from './mapping.ts';
import { FIRST_VERSION, RULE_VERSIONS, type RuleVersions } from './ruleVersions.ts';

/** Version of everything beside the row that decides a property's value: rule and its version, type, options, … */
export type MappingVersion = ReadonlyMap<string, string>;

/**
 * The version of each property that a mapping writes, by name. Labels, groups and how the source is read are no part
 * of it, nor is the order of the fields.
 */
export function mappingVersion(mapping: Mapping, rules: RuleVersions = RULE_VERSIONS): MappingVersion {
  const key = versionOf(keyField(mapping), rules);
  const ofFields = fieldsToSend(mapping).flatMap((field) =>
    [field.property, field.typeProperty ?? []]
      .flat()
      .map((name): [string, string] => [name, versionOf(field, rules)]),
  );
  const mark = deletedProperty(mapping);
  const ofMark: [string, string][] = mark === undefined ? [] : [[mark, String(FIRST_VERSION)]];
  const versions = new Map([[mapping.hubspot.keyProperty, key], ...ofMark, ...ofFields]);
  return new Map([...versions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function versionOf(field: FieldMapping, rules: RuleVersions): string {
  const { rule, type, transform, pattern, options, policy, set, atMost } = field;
  const parts = [rule, rules[rule] ?? FIRST_VERSION, type, transform, pattern, options, policy, set, atMost];
  const { noPhone, phoneFormat, checkCedula } = field;
  const said = [noPhone, phoneFormat, checkCedula];
  // What is as it always was is not in it: a file from before these settings sends nothing again.
  const all = said.some((setting) => setting !== undefined) ? [...parts, said] : parts;
  return hash('sha256', JSON.stringify(all), 'base64url').slice(0, 8);
}

/** Raise when what goes into a fingerprint changes. */
const FORM = '3';

/**
 * Fingerprint of the properties as they would be sent: 32 characters. Equal fingerprints mean that sending again would
 * change nothing. A value counts with the version of its property; nothing is nothing under any version.
 */
export function fingerprint(properties: ContactProperties, version: MappingVersion): string {
  let text = FORM;
  let known = 0;
  for (const mark of marksOf(version)) {
    const value = properties[mark.property];
    if (value === undefined) continue;
    known += 1;
    text += written(mark, value);
  }
  const names = Object.keys(properties);
  if (known < names.length) {
    // What is not of the mapping counts too, or its changes would go unseen.
    for (const name of names.filter((one) => !version.has(one)).sort()) {
      text += written(markOf(name, '?'), properties[name] ?? '');
    }
  }
  return hash('sha256', text, 'base64url').slice(0, 32);
}

/** What stands for a property in the text that is hashed: short, because that text is made for every row. */
interface Mark {
  readonly property: string;
  /** Before a value: property and version. */
  readonly filled: string;
  /** In place of no value: the property alone. */
  readonly empty: string;
}

const marks = new WeakMap<MappingVersion, readonly Mark[]>();

function marksOf(version: MappingVersion): readonly Mark[] {
  const known = marks.get(version);
  if (known) return known;
  const fresh = [...version].map(([property, one]) => markOf(property, one));
  marks.set(version, fresh);
  return fresh;
}

function markOf(property: string, version: string): Mark {
  const short = (text: string) => hash('sha256', text, 'base64url').slice(0, 8);
  return { property, filled: short(JSON.stringify([property, version])), empty: `${short(property)};` };
}

/** One property so that no two lists of properties read the same: a value's length says where it ends. */
function written({ filled, empty }: Mark, value: string): string {
  return value === '' ? empty : `${filled}${value.length}:${value}`;
}

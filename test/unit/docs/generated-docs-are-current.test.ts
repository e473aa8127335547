import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { generatedDocs } from '../../../infra/docs/generatedDocs.ts';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { OUTCOME_CODES } from '../../../shared/outcomes/outcomeCodes.ts';
import { SYSTEM_CODES } from '../../../shared/outcomes/systemCodes.ts';
import { DEFAULT_MAPPING_FILE } from '../../support/mappingFile.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const docs = generatedDocs();

it.each(Object.entries(docs))('%s is what `npm run docs` writes', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

describe('the table of codes', () => {
  /** Capitals with an underscore in the program that are no code of ours. */
  const OTHERS: readonly RegExp[] = [
    // HubSpot's categories and codes, read in its answers.
    /^(?:CONFLICTING_UNIQUE_VALUE|UNIQUE_VALUE_CONFLICT|OBJECT_ALREADY_EXISTS|OBJECT_NOT_FOUND|MISSING_SCOPES|PROPERTY_DOESNT_EXIST|READ_ONLY_VALUE)$/,
    // Node's and OpenSSL's for certificates, and what SQL Server says of a replica.
    /^(?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|READ_ONLY)$/,
    // libphonenumber's.
    /^FIXED_LINE_OR_MOBILE$/,
  ];

  it('holds every code that the program can say', () => {
    const table = docs['docs/reference/codes.md'] ?? '';
    const settings = docs['docs/reference/settings.md'] ?? '';
    const missing = [...codesIn('shared'), ...codesIn('functions')].filter(
      (code) =>
        ![table, settings].some((page) => page.includes(`\`${code}\``)) &&
        !OTHERS.some((other) => other.test(code)),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('holds none twice', () => {
    const all = [FINDINGS, OUTCOME_CODES, SYSTEM_CODES].flatMap((codes) => Object.keys(codes));
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  });
});

function codesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap(
      (path) =>
        readFileSync(join(root, folder, path), 'utf8').match(/(?<=')[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=')/g) ??
        [],
    );
}

describe('the JSON Schema of the mapping file', () => {
  const text = docs['shared/config/contacts.schema.json'] ?? '';
  const schema = z.fromJSONSchema(JSON.parse(text));
  const shipped = readFileSync(DEFAULT_MAPPING_FILE, 'utf8');

  it('is named by the file that ships, and takes it', () => {
    expect(shipped).toMatch(/^# yaml-language-server: \$schema=\.\/contacts\.schema\.json$/m);
    expect(schema.safeParse(parse(shipped)).error).toBeUndefined();
  });

  it.each([
    ['overlapSeconds: 300', "overlapSeconds: '${OVERLAP}'"],
    ['changeFeed: auto', "changeFeed: '${FEED}'"],
    ['table: dbo.hb_contacts', "table: '${TABLE}'"],
  ])('takes a placeholder for %s', (right, filled) => {
    expect(schema.safeParse(parse(shipped.replace(right, filled))).success).toBe(true);
  });

  it.each([
    ['overlapSeconds: 300', 'overlapSeconds: -1'],
    ['changeFeed: auto', 'changeFeed: magic'],
    ['changeFeed: auto', 'changefeed: auto'],
    ['rule: numero', 'rule: number'],
    ['slots: 4', 'slots: 0'],
  ])('marks what the program refuses: %s as %s', (right, wrong) => {
    expect(schema.safeParse(parse(shipped.replace(right, wrong))).success).toBe(false);
  });

  it('describes every key', () => {
    expect(undescribed(JSON.parse(text), '')).toEqual([]);
  });
});

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function undescribed({ properties = {}, items }: Schema, path: string): readonly string[] {
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => [
      ...(schema.description ? [] : [`${path}.${name}`]),
      ...undescribed(schema, `${path}.${name}`),
    ]),
    ...(items ? undescribed(items, `${path}[]`) : []),
  ];
}

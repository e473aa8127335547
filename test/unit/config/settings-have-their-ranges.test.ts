import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { ConfigurationError } from '../../../shared/errors.ts';
import { testMapping, writeMappingFile } from '../../support/mappingFile.ts';

/** Every number of the mapping file's settings, and the least and the most it may be. */
const RANGES: readonly (readonly [name: string, least: number, most: number])[] = [
  ['source.overlapSeconds', 0, 86_400],
  ['source.changeTrackingTimeoutSeconds', 10, 420],
  ['hubspot.catalogueTtlMinutes', 1, 1440],
  ['sync.batchSize', 1, 100],
  ['sync.retry.tries', 1, 5],
  ['sync.retry.factor', 1, 10],
  ['sync.adoptionTtlHours', 0, 8760],
  ['sync.pageSize', 1, 10_000],
  ['sync.maxQueuedBatches', 1, 1_000_000],
  ['sync.quietSeconds', 0, 3600],
  ['sync.maxArchivePercent', 0, 100],
];
/** Those that need not be whole. */
const FRACTIONS = new Set(['sync.retry.factor', 'sync.maxArchivePercent']);

/** The problems of the mapping file that ships with one value changed, and the line in which that, or an entry of it, stands. */
function load(name: string, value: unknown, entry = 0): { problems: readonly string[]; line: number } {
  const { path, remove } = writeMappingFile([[name.split('.'), value]]);
  const key = name.split('.').at(-1) ?? '';
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.findIndex((text) => new RegExp(`^[^#]*\\b${key}:`).test(text));
  const isBlock = lines[at + 1]?.trimStart().startsWith('- ') === true;
  const line = at + 1 + (isBlock ? 1 + entry : 0);
  try {
    loadMapping(path, {});
    return { problems: [], line };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, line };
    throw error;
  } finally {
    remove();
  }
}

const wrongValues = RANGES.flatMap(([name, least, most]) =>
  [least - 1, most + 1, 'many', true, null, FRACTIONS.has(name) ? Number.NaN : least + 0.5].map(
    (wrong) => [name, wrong, least, most] as const,
  ),
);

it.each(wrongValues)(
  '%s: %j is refused by file and line, saying what is allowed',
  (name, wrong, least, most) => {
    const { problems, line } = load(name, wrong);
    const number = FRACTIONS.has(name) ? 'a number' : 'a whole number';
    expect(problems).toEqual([
      expect.stringContaining(`contacts.yaml:${line}: ${name}: must be ${number} from ${least} to ${most} (`),
    ]);
  },
);

it.each(RANGES)('%s may be %j and %j', (name, least, most) => {
  expect(load(name, least).problems).toEqual([]);
  expect(load(name, most).problems).toEqual([]);
});

it('every number of the settings is in this table', () => {
  const { fields: _, ...settings } = testMapping();
  const names = Object.entries(settings).flatMap(([section, content]) => numbersOf(section, content));
  expect(names.sort()).toEqual(RANGES.map(([name]) => name).sort());
});

function numbersOf(name: string, content: unknown): readonly string[] {
  if (typeof content === 'number') return [name];
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return [];
  return Object.entries(content).flatMap(([key, value]) => numbersOf(`${name}.${key}`, value));
}

const STATUSES = 'must be one of 408, 423, 429, 477, 500, 502, 503, 504; 500 stands for every other 5xx';
const OTHERS: readonly (readonly [name: string, wrong: unknown, at: string, said: string])[] = [
  ['sync.retry', 3, '', 'expected object'],
  ['sync.retry.statuses', 429, '', 'must be a list of statuses'],
  ['sync.retry.statuses', [429, 400], '.1', STATUSES],
  ['sync.retry.statuses', [520], '.0', STATUSES],
  ['sync.retry.statuses', ['429'], '.0', STATUSES],
  ['contacts.noPhone', '22120000', '', 'must be a list of telephone numbers in quotes'],
  ['contacts.noPhone', ['2212-0000', true], '.1', 'must be a telephone number in quotes'],
  [
    'contacts.noPhone',
    ['2212-0000', 'ninguno'],
    '.1',
    '"ninguno" is no telephone number: write eight digits',
  ],
  ['contacts.noPhone', ['2212'], '.0', '"2212" is no telephone number'],
  ['contacts.noPhone', ['2212-0000 / 2222-2277'], '.0', 'is no telephone number'],
  ['contacts.noPhone', ['1 305 555 0123'], '.0', 'or + and the country code'],
  ['contacts.phoneFormat', 'costa_rica', '', 'must be one of costaRica, international; the nearest'],
  ['contacts.checkCedula', 'no', '', 'must be true or false'],
  ['contacts', { noPhones: [] }, '', 'the nearest known key is "noPhone"'],
];

it.each(OTHERS)('%s: %j is refused by file and line, saying what is allowed', (name, wrong, at, said) => {
  const { problems, line } = load(name, wrong, Number(at.slice(1)));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/contacts\.yaml:\d+: /);
  if (name !== 'contacts') expect(problems[0]).toContain(`contacts.yaml:${line}: `);
  expect(problems[0]).toContain(`${name}${at.replace(/\.(\d)/, '[$1]')}: `);
  expect(problems[0]).toContain(said);
});

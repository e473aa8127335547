import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MINUTES, readAlertRules } from '../../../infra/docs/alertRules.ts';
import { parseQuery } from '../../checks/kql/kusto.ts';
import { descendants } from '../../checks/kql/queryTree.ts';
import { readQueries } from '../../checks/kql/readQueries.ts';

const read = (path: string) => readFileSync(new URL(`../../../infra/${path}`, import.meta.url), 'utf8');
const rules = readAlertRules();
const { alerts } = readQueries();
const textOf = (name: string) => alerts.find((alert) => alert.name === name)?.text ?? '';

/** The longest time that a query looks back with ago(), in minutes. */
function longestAgo(text: string): number {
  const calls = descendants(parseQuery(text).root).filter(
    ({ kind, children }) => kind === 'FunctionCallExpression' && children[0]?.name === 'ago',
  );
  const spans = calls.map(({ start }) => /^ago\((\d+)([mhd])\)/.exec(text.slice(start)));
  const minutes = { m: 1, h: 60, d: 1440 } as const;
  return Math.max(
    0,
    ...spans.map((span) => (span ? Number(span[1]) * minutes[span[2] as keyof typeof minutes] : Infinity)),
  );
}

describe('the rules of alerts.json', () => {
  it('are one for each query in the folder', () => {
    expect(rules.map(({ query }) => query).sort()).toEqual(alerts.map(({ name }) => name).sort());
  });

  it('bear the names that the descriptions of queries may be found by', () => {
    const names = rules.map(({ displayName }) => displayName);
    expect(new Set(names).size).toBe(names.length);
  });

  it.for(rules)('$query looks back no further than its window', ({ query, windowSize }) => {
    expect(longestAgo(textOf(query))).toBeLessThanOrEqual(MINUTES[windowSize] ?? 0);
  });

  it.for(rules)('$query asks at least once in a window', ({ evaluationFrequency, windowSize }) => {
    expect(MINUTES[evaluationFrequency]).toBeLessThanOrEqual(MINUTES[windowSize] ?? 0);
  });

  it.for(rules)('$query counts rows, or measures a number that its query yields', (rule) => {
    const column = parseQuery(textOf(rule.query)).columns.find(({ name }) => name === rule.measureColumn);
    if (rule.timeAggregation === 'Count') return expect(rule.measureColumn).toBeNull();
    expect(['int', 'long', 'real']).toContain(column?.type);
  });

  it.for(rules)('$query is split by texts that its query yields', ({ query, dimensions }) => {
    const texts = parseQuery(textOf(query)).columns.filter(({ type }) => type === 'string');
    expect(texts.map(({ name }) => name)).toEqual(expect.arrayContaining(dimensions));
  });
});

describe('the queries that Bicep loads', () => {
  const bicep = read('modules/queries.bicep');
  const loaded = [...bicep.matchAll(/^ {2}'?([\w-]+)'?: loadTextContent\('\.\.\/queries\/(.+)\.kql'\)$/gm)];

  it('are those of the folder, each once and by its own name', () => {
    expect(loaded.map(([, , path]) => path).sort()).toEqual(allPaths());
    expect(loaded.filter(([, name, path]) => path?.split('/').at(-1) !== name)).toEqual([]);
    expect(loaded).toHaveLength(bicep.match(/loadTextContent/g)?.length ?? 0);
  });
});

function allPaths(): readonly string[] {
  const { people } = readQueries();
  return [...people.map(({ name }) => name), ...alerts.map(({ name }) => `alerts/${name}`)].sort();
}

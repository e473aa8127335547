import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseQuery } from '../../checks/kql/kusto.ts';
import { readQueries } from '../../checks/kql/readQueries.ts';

const panelSchema = z.strictObject({
  query: z.string(),
  title: z.string().regex(/^[^[].* · /, 'Spanish · English'),
  visualization: z.enum(['table', 'timechart', 'areachart', 'barchart']),
  width: z.literal([50, 100]),
  days: z.int().min(1).optional(),
});
const read = (path: string) => readFileSync(new URL(`../../../infra/${path}`, import.meta.url), 'utf8');
const sections = z
  .array(z.strictObject({ title: z.string().min(1), panels: z.array(panelSchema).min(1) }))
  .parse(JSON.parse(read('workbook.json')));
const panels = sections.flatMap((section) => section.panels);
const { people } = readQueries();
const textOf = (name: string) => people.find((query) => query.name === name)?.text ?? '';

describe('the workbook', () => {
  it('shows every query for people, once', () => {
    expect(panels.map(({ query }) => query).sort()).toEqual(people.map(({ name }) => name).sort());
  });

  it.for(panels.filter(({ visualization }) => /^(time|area)chart$/.test(visualization)))(
    'draws $query over time, and nothing but numbers',
    ({ query }) => {
      const [first, ...rest] = parseQuery(textOf(query)).columns;
      expect(first).toEqual({ name: 'timestamp', type: 'datetime' });
      expect(rest.filter(({ type }) => !['int', 'long', 'real'].includes(type))).toEqual([]);
    },
  );

  it('puts what a person types where the queries have an example, and leaves no example', () => {
    const examples = [...read('modules/workbook.bicep').matchAll(/^var examples = \{(.+)\}$/gm)].flatMap(
      ([, list]) => [...(list ?? '').matchAll(/\w+: '(.+?)'/g)].map(([, example]) => example),
    );
    const typed = people.flatMap(({ text }) =>
      [...text.matchAll(/^let \w+ = "(.*)";$/gm)].map(([, example]) => example),
    );
    expect(typed).toHaveLength(2);
    expect(examples.sort()).toEqual(typed.sort());
  });
});

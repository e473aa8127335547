import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MINUTES, readAlertRules } from '../../../infra/docs/alertRules.ts';

const paper = readFileSync(new URL('../../../infra/README.md', import.meta.url), 'utf8');
const [table = ''] = /\| +\| 50,000 associates[\s\S]+?\*\*sum\*\*.+/.exec(paper) ?? [];

it('counts the alerts by how often they ask, at the price of each', () => {
  const rules = readAlertRules();
  const often = rules.filter(({ evaluationFrequency }) => (MINUTES[evaluationFrequency] ?? 0) < 15).length;
  const seldom = rules.length - often;
  const costs = (often * 1.5 + seldom * 0.5).toFixed(2);
  expect(table).toContain(
    `| alerts: ${often} every 5 minutes at $1.50, ${seldom} every 15 minutes or more seldom at $0.50 | $${costs} | $${costs} |`,
  );
});

it('adds up', () => {
  const rows = table.split('\n').map((line) => [...line.matchAll(/\$(\d+(?:\.\d\d)?)\*{0,2} (?=\|)/g)]);
  const amounts = rows.map((found) => found.slice(-2).map(([, amount]) => Number(amount)));
  const sums = amounts.at(-1);
  for (const column of [0, 1]) {
    const total = amounts.slice(0, -1).reduce((sum, row) => sum + (row[column] ?? 0), 0);
    expect(sums?.[column]).toBe(Math.round(total));
  }
});

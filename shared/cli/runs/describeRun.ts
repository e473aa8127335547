import type { Run } from '../../answers/runs.ts';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import { inDigits } from '../output/pace.ts';
import { table } from '../text/table.ts';

/** What a run came to: what it found, and its outcomes by code. */
export function describeRun(run: Run): string {
  const { runId, mode, state, adoption, verification, counts, rejectedByCode, detected } = run;
  const { phase: _, dryRun: __, ...found } = adoption ?? { phase: '', dryRun: false };
  const numbers: (readonly [string, number])[] = [
    ...Object.entries(found),
    ...Object.entries(verification?.counts ?? {}),
    ...Object.entries(verification?.drift ?? {}).map(([name, count]) => [`  ${name}`, count] as const),
    ['records', detected],
    ...OUTCOMES.map((name) => [name, counts[name]] as const).filter(([, count]) => count > 0),
    ...Object.entries(rejectedByCode).map(([code, count]) => [`  ${code}`, count] as const),
  ];
  const keys = Object.entries(verification?.keys ?? {})
    .filter(([, some]) => some.length > 0)
    .map(([kind, some]) => `${kind}: ${some.join(', ')}`);
  return [
    `${mode} ${runId}: ${state}`,
    table(numbers.map(([name, count]) => [name, inDigits(count)])),
    ...keys,
    ...(state === 'ended' ? [] : ['The same command goes on with it.']),
  ].join('\n');
}

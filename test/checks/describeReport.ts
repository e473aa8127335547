import type { CheckReport, Finding } from './runChecker.ts';

/** The report as a person reads it; the same finding for several kinds of table is told once. */
export function describeReport({ findings, counts }: CheckReport): string {
  const { statements, scripts, batches, allowed, parsers, model } = counts;
  const groups = Map.groupBy(findings, sameness);
  return [
    `Microsoft's T-SQL parsers (${parsers.join(', ')}) and its model (${model}), without a server: syntax and names, no plans, no data.`,
    `${statements} statements of the app, ${scripts} scripts with ${batches} batches; ${allowed} warnings allowed by the reviewed list.`,
    ...[...groups.values()].flatMap(describeGroup),
    findings.length === 0 ? 'No findings.' : `${findings.length} findings.`,
  ].join('\n');
}

/** Findings in one place of one statement, whatever the types of the table's key and stamp. */
function sameness({ file, name, line, column, code }: Finding): string {
  return JSON.stringify([file, name?.replace(/ \[.*/, ''), line, column, code]);
}

function describeGroup([first, ...others]: readonly Finding[]): string[] {
  if (!first) return [];
  const { file, name, line, column, code, severity, message } = first;
  const also = others.length > 0 ? ` (and ${others.length} more in this place)` : '';
  return [`${file ?? name ?? '?'}:${line}:${column}: ${severity} ${code}: ${message}${also}`];
}

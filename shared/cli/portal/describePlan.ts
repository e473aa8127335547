import type { PropertyDefinition } from '../../contacts/propertyDefinitions.ts';
import type { ProvisionResult } from '../../hubspot/applyProvision.ts';
import type { ProvisionPlan, ProvisionProblem } from '../../hubspot/planProvision.ts';
import { table } from '../text/table.ts';

/**
 * The plan, or what came of it, as a person reads it: a line a property, then the sentences about what cannot be, then
 * what to do. `result` is undefined when nothing was applied; `command`: what applies it.
 */
export function describePlan(
  wanted: readonly PropertyDefinition[],
  plan: ProvisionPlan,
  result: ProvisionResult | undefined,
  command: string,
): string {
  const problems = [...plan.cannot, ...(result?.cannot ?? [])];
  const states = new Map<string, string>([
    ...plan.create.map(({ name }) => [name, 'to create'] as const),
    ...(result?.there ?? []).map((name) => [name, 'created'] as const),
    ...plan.fine.map((name) => [name, 'there'] as const),
    ...problems.map(({ property, code }) => [property, `CANNOT: ${code}`] as const),
  ]);
  const rows = wanted.map(({ name, type, hasUniqueValue }) => [
    name,
    hasUniqueValue ? `${type}, unique` : type,
    states.get(name) ?? '',
  ]);
  const sections = [table([['property', 'type', 'state'], ...rows]), describeGroups(plan, result)];
  return [
    ...sections,
    describeRestored(plan),
    describeProblems(problems),
    summary(plan, result, problems, command),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function describeGroups({ groups }: ProvisionPlan, result: ProvisionResult | undefined): string {
  const done = result ? 'created' : 'to create';
  return groups.map(({ name, label }) => `Property group ${name} ("${label}"): ${done}.`).join('\n');
}

function describeRestored({ restore }: ProvisionPlan): string {
  if (restore.length === 0) return '';
  return `Archived in HubSpot, and brought back with the values that contacts had in them: ${restore.join(', ')}.`;
}

function describeProblems(problems: readonly ProvisionProblem[]): string {
  return problems.map(({ code, property, sentence }) => `${property}: ${code}\n  ${sentence}`).join('\n');
}

function summary(
  { create, fine }: ProvisionPlan,
  result: ProvisionResult | undefined,
  { length: problems }: readonly ProvisionProblem[],
  command: string,
): string {
  const cannot = problems === 0 ? '' : `, ${problems} cannot be used`;
  if (result) return `${result.there.length} created, ${fine.length} were there${cannot}.`;
  const counts = `${create.length} to create, ${fine.length} there${cannot}.`;
  if (create.length === 0) return `${counts} Nothing to create.`;
  return `${counts} Nothing was changed: \`${command}\` creates what is missing.`;
}

import { findSchemaDrift } from '../contacts/portal.ts';
import type { Telemetry } from '../telemetry/events.ts';
import type { RulesSource } from './judgeRow.ts';
import type { PreflightFinding } from './ports.ts';

/** An event for each finding that somebody should look at. */
export function reportPreflight(findings: readonly PreflightFinding[], telemetry: Telemetry): void {
  for (const { check, level, script = '' } of findings) {
    if (level === 'ok') continue;
    telemetry.emit({ name: 'PreflightFinding', dimensions: { check, level, script }, measurements: {} });
  }
}

/** The look at the portal: one finding, however many properties somebody changed or removed. */
export async function lookAtPortal(rules: RulesSource): Promise<readonly PreflightFinding[]> {
  const { mapping, portal } = await rules.current();
  const drift = findSchemaDrift(mapping, portal);
  if (drift.length === 0) return [];
  const message = drift.map(({ property, code }) => `${property}: ${code}`).join(', ');
  return [{ check: 'portal', level: 'error', message }];
}

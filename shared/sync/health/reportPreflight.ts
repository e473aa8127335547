import type { Telemetry } from '../../telemetry/events.ts';
import type { PreflightFinding } from '../ports/preflight.ts';

/** An event for each finding that somebody should look at. */
export function reportPreflight(findings: readonly PreflightFinding[], telemetry: Telemetry): void {
  for (const { check, level, script = '' } of findings) {
    if (level === 'ok' || level === 'unknown') continue;
    telemetry.emit({ name: 'PreflightFinding', dimensions: { check, level, script }, measurements: {} });
  }
}

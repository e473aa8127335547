import type { InvocationContext } from '@azure/functions';
import { type App, compose } from '../shared/compose/compose.ts';
import type { Log } from '../shared/sync/ports/log.ts';
import { formatLogLine } from '../shared/telemetry/log.ts';

let composed: App | undefined;

/** The app of this process, built with the first invocation: nothing happens while modules load. */
export function theApp(): App {
  composed ??= compose(process.env);
  return composed;
}

/** Closes connections and sends what telemetry is left, if anything was built. */
export async function closeApp(): Promise<void> {
  await composed?.close();
}

/** Log lines of one invocation, at the host's level for each. */
export function logOf(context: InvocationContext): Log {
  return (entry) => {
    const line = formatLogLine(entry, new Date());
    if (entry.level === 'error') context.error(line);
    else if (entry.level === 'warn') context.warn(line);
    else context.log(line);
  };
}

let hasLookedAtTelemetry = false;

/** Says once, with the first invocation of the process, where telemetry that is asked for leads nowhere. */
export function tellTelemetryFault(context: InvocationContext): void {
  if (hasLookedAtTelemetry) return;
  hasLookedAtTelemetry = true;
  const message = theApp().telemetryFault();
  if (message === undefined) return;
  logOf(context)({
    level: 'warn',
    operation: 'STATUS',
    status: 'FAILED',
    code: 'TELEMETRY_NOWHERE',
    message,
  });
}

/** `%NAME%` for the host to resolve where the setting exists; a missing one must not stop the function. */
export function settingOr(name: string, fallback: string): string {
  return process.env[name] ? `%${name}%` : fallback;
}

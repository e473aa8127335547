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

/** `%NAME%` for the host to resolve where the setting exists; a missing one must not stop the function. */
export function settingOr(name: string, fallback: string): string {
  return process.env[name] ? `%${name}%` : fallback;
}

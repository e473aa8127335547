import { fileURLToPath } from 'node:url';
import {
  type FunctionsHost,
  type FunctionsHostOptions,
  type InvocationEvent,
  type LogEntry,
  startFunctionsHost,
} from '../../../../standins/functions/startFunctionsHost.ts';

export interface RunningApp extends AsyncDisposable {
  readonly host: FunctionsHost;
  readonly logs: readonly LogEntry[];
  /** What a function wrote with `context.log`, parsed as JSON. */
  readonly logged: (functionName: string) => unknown[];
  /** Resolves with the first `count` events that fit, earlier ones included. */
  readonly until: (fits: (event: InvocationEvent) => boolean, count?: number) => Promise<InvocationEvent[]>;
  readonly events: readonly InvocationEvent[];
}

export const appDir = (name: string): string => fileURLToPath(new URL(`../apps/${name}`, import.meta.url));

/** Starts one of the small apps beside this folder and remembers everything it says and does. */
export async function startApp(
  name: string,
  env: Record<string, string> = {},
  options: Partial<FunctionsHostOptions> = {},
): Promise<RunningApp> {
  const logs: LogEntry[] = [];
  const events: InvocationEvent[] = [];
  const onLog = (entry: LogEntry) => void logs.push(entry);
  const host = await startFunctionsHost({
    appDir: appDir(name),
    env,
    restartDelayMs: 0,
    onLog,
    onInvocation: (event) => void events.push(event),
    ...options,
  });
  return {
    host,
    logs,
    events,
    logged: (functionName) =>
      logs
        .filter((entry) => entry.category === `Function.${functionName}.User`)
        .map((entry): unknown => JSON.parse(entry.message)),
    until: (fits, count = 1) => waitForEvents(host, events, fits, count),
    [Symbol.asyncDispose]: () => host.close(),
  };
}

function waitForEvents(
  host: FunctionsHost,
  events: readonly InvocationEvent[],
  fits: (event: InvocationEvent) => boolean,
  count: number,
): Promise<InvocationEvent[]> {
  return new Promise((resolve) => {
    let end = () => {};
    const check = () => {
      const fitting = events.filter(fits);
      if (fitting.length < count) return;
      end();
      resolve(fitting.slice(0, count));
    };
    end = host.onInvocation(check);
    check();
  });
}

export const ended = (event: InvocationEvent): boolean => event.type === 'end';

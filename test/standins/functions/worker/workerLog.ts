import type { LogLevel } from '../protocol.ts';
import type { AppHooks } from './hooks.ts';
import { sendToHost } from './sendToHost.ts';

/** Where a log entry comes from, as far as it belongs to an invocation. */
export interface LogOrigin {
  readonly functionName: string;
  readonly invocationId: string;
  /** Set once the library has built the handler's context. */
  invocationContext?: unknown;
  readonly hookData: Record<string, unknown>;
}

/**
 * Shows an entry to the app's `log` hooks and sends it to the host.
 *
 * As in the real worker a hook may rewrite only the app's own entries, and a hook that throws changes nothing.
 */
export function workerLog(
  hooks: AppHooks,
  level: LogLevel,
  category: string,
  message: string,
  origin?: LogOrigin,
): void {
  const context = {
    level,
    message,
    category,
    hookData: origin?.hookData ?? {},
    invocationContext: origin?.invocationContext,
  };
  let entry = { level, message };
  try {
    for (const hook of hooks.log) hook(context);
    if (category === 'user') entry = { level: context.level, message: context.message };
  } catch {
    // A broken hook must not keep anything out of the log.
  }
  void sendToHost({
    kind: 'log',
    ...entry,
    category,
    ...(origin && { functionName: origin.functionName, invocationId: origin.invocationId }),
  });
}

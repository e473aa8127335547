import { AsyncLocalStorage } from 'node:async_hooks';

/** Where an invocation of the host stands in its trace (W3C trace context). */
export interface Invocation {
  readonly traceId: string;
  readonly spanId: string;
}

const invocations = new AsyncLocalStorage<Invocation | undefined>();

/**
 * Runs `work` as part of the invocation with this `traceparent`, so that what it emits carries the invocation's operation
 * id. Without a readable one it belongs to none.
 */
export function inInvocation<T>(traceParent: string | undefined, work: () => T): T {
  const [, traceId, spanId] =
    /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/.exec(traceParent ?? '') ?? [];
  return invocations.run(traceId && spanId ? { traceId, spanId } : undefined, work);
}

/** The invocation that this code runs in, if any. */
export function currentInvocation(): Invocation | undefined {
  return invocations.getStore();
}

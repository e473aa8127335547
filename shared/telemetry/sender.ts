import type { TelemetryClient } from 'applicationinsights';
import type { Invocation } from './invocation.ts';

/** The SDK, ready to send. */
export interface Sender {
  /** Runs `track` so that what it tracks belongs to the invocation. */
  send(invocation: Invocation | undefined, track: (client: TelemetryClient) => void): void;
  flush(): Promise<void>;
}

/**
 * Loads the SDK with providers of its own: nothing is patched, no performance counters and no live metrics are collected, and
 * no sampler drops what the contract promises (the global ones keep five dependencies a second).
 */
export async function loadSender(
  connectionString: string,
  authentication: string | undefined,
): Promise<Sender> {
  const [{ default: sdk }, { context, ROOT_CONTEXT, TraceFlags, trace }] = await Promise.all([
    import('applicationinsights'),
    import('@opentelemetry/api'),
  ]);
  let active = ROOT_CONTEXT;
  // What is tracked is tracked at once, so the context need not outlive the call.
  context.setGlobalContextManager({
    active: () => active,
    with(inner, work, thisArg, ...args) {
      const outer = active;
      active = inner;
      try {
        return work.call(thisArg as ThisParameterType<typeof work>, ...args);
      } finally {
        active = outer;
      }
    },
    bind: (_, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  const client = new sdk.TelemetryClient(connectionString, { useGlobalProviders: false });
  const clientId = readIdentity(authentication);
  if (clientId !== undefined) {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    client.config.aadTokenCredential = new ManagedIdentityCredential(clientId === '' ? {} : { clientId });
  }
  return {
    send(invocation, track) {
      const span = invocation && { ...invocation, traceFlags: TraceFlags.SAMPLED, isRemote: true };
      context.with(span ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT, () => track(client));
    },
    flush: () => client.flush(),
  };
}

/** The client id of `Authorization=AAD;ClientId=…`, empty for the system's own identity; undefined without Entra ID. */
function readIdentity(authentication: string | undefined): string | undefined {
  const pairs = (authentication ?? '').split(';').map((pair) => pair.split('=').map((part) => part.trim()));
  const settings = new Map(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value]));
  if (settings.get('authorization')?.toUpperCase() !== 'AAD') return undefined;
  return settings.get('clientid') ?? '';
}

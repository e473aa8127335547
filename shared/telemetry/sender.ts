import { hostname } from 'node:os';
import type { TelemetryClient } from 'applicationinsights';
import type { Invocation } from './invocation.ts';

/** The SDK would send events every second, and sending costs more than an event; so a timestamp may be this late. */
const HOLD_MS = 5_000;

type Resource = NonNullable<TelemetryClient['config']['azureMonitorOpenTelemetryOptions']['resource']>;

/** Settings that the platform, or Azure's own agents, know by the same names. */
export interface SenderSettings {
  /** `Authorization=AAD` or `Authorization=AAD;ClientId=…`: send as a managed identity. */
  readonly APPLICATIONINSIGHTS_AUTHENTICATION_STRING?: string | undefined;
  readonly WEBSITE_SITE_NAME?: string | undefined;
  readonly WEBSITE_INSTANCE_ID?: string | undefined;
}

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
export async function loadSender(connectionString: string, settings: SenderSettings): Promise<Sender> {
  const [{ default: sdk }, { context, ROOT_CONTEXT, TraceFlags, trace }] = await Promise.all([
    import('applicationinsights'),
    import('@opentelemetry/api'),
  ]);
  let active = ROOT_CONTEXT;
  const within = <T>(inner: typeof active, work: () => T): T => {
    const outer = active;
    active = inner;
    try {
      return work();
    } finally {
      active = outer;
    }
  };
  // What is tracked is tracked at once, so that the context need not outlive the call.
  context.setGlobalContextManager({
    active: () => active,
    with: (inner, work, self, ...args) => within(inner, () => Reflect.apply(work, self, args)),
    bind: (_, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  const client = new sdk.TelemetryClient(connectionString, { useGlobalProviders: false });
  client.config.azureMonitorOpenTelemetryOptions = { resource: roleOf(settings) };
  const clientId = readIdentity(settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING);
  if (clientId !== undefined) {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    client.config.aadTokenCredential = new ManagedIdentityCredential(clientId === '' ? {} : { clientId });
  }
  return holding(client, (invocation, work) => {
    const span = invocation && { ...invocation, traceFlags: TraceFlags.SAMPLED, isRemote: true };
    within(span ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT, work);
  });
}

/** Holds what is tracked for a while, so that it is sent together. */
function holding(
  client: TelemetryClient,
  asPartOf: (invocation: Invocation | undefined, work: () => void) => void,
): Sender {
  const held: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const handOver = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const track of held.splice(0)) track();
  };
  return {
    send(invocation, track) {
      held.push(() => asPartOf(invocation, () => track(client)));
      timer ??= setTimeout(handOver, HOLD_MS).unref();
    },
    async flush() {
      handOver();
      await client.flush();
    },
  };
}

/** `cloud_RoleName` and `cloud_RoleInstance`, as the host names itself; by itself the SDK would tell the path of `node`. */
function roleOf({ WEBSITE_SITE_NAME, WEBSITE_INSTANCE_ID }: SenderSettings): Resource {
  const attributes = {
    'service.name': WEBSITE_SITE_NAME ?? 'hubspot-sync',
    'service.instance.id': WEBSITE_INSTANCE_ID ?? hostname(),
  };
  const resource: Resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}

/** The client id of `Authorization=AAD;ClientId=…`, empty for the system's own identity; undefined without Entra ID. */
function readIdentity(authentication: string | undefined): string | undefined {
  const pairs = (authentication ?? '').split(';').map((pair) => pair.split('=').map((part) => part.trim()));
  const settings = new Map(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value]));
  if (settings.get('authorization')?.toUpperCase() !== 'AAD') return undefined;
  return settings.get('clientid') ?? '';
}

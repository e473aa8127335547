import type { TelemetryClient } from 'applicationinsights';
import { type Dependency, dependencyCalls } from './dependencies.ts';
import type { SyncEvent, Telemetry } from './events.ts';
import { currentInvocation } from './invocation.ts';
import { redact } from './redact.ts';
import { loadSender, type Sender } from './sender.ts';
import { trackDependency } from './trackDependency.ts';

/** Five seconds remain when the host ends an instance. */
const FLUSH_LIMIT_MS = 4_000;

/** The settings that Azure's own agents read, too. */
export interface AppInsightsSettings {
  readonly APPLICATIONINSIGHTS_CONNECTION_STRING?: string | undefined;
  /** `Authorization=AAD` or `Authorization=AAD;ClientId=…`: send as a managed identity. */
  readonly APPLICATIONINSIGHTS_AUTHENTICATION_STRING?: string | undefined;
}

/**
 * Application Insights behind a connection string. The SDK is loaded with the first event, and only then: it is
 * large, and without a connection string nobody pays for it.
 */
export function createTelemetry(settings: AppInsightsSettings): Telemetry {
  const connectionString = settings.APPLICATIONINSIGHTS_CONNECTION_STRING;
  if (!connectionString) return { emit: () => undefined, flush: async () => undefined };
  let sender: Promise<Sender> | undefined;
  const send = (track: (client: TelemetryClient) => void) => {
    const invocation = currentInvocation();
    sender ??= loadSender(connectionString, settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING);
    // Telemetry must never break the work it speaks of.
    sender.then((loaded) => loaded.send(invocation, track)).catch(() => undefined);
  };
  dependencyCalls.subscribe((call) => send((client) => trackDependency(client, call as Dependency)));
  return {
    isOn: true,
    emit: (event: SyncEvent) => send((client) => client.trackEvent(redact(event))),
    async flush() {
      const flushed = sender?.then((loaded) => loaded.flush()).catch(() => undefined);
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_LIMIT_MS).unref())]);
    },
  };
}

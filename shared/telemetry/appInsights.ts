import type { TelemetryClient } from 'applicationinsights';
import { onDependency } from './dependencies.ts';
import type { SyncEvent, Telemetry } from './events.ts';
import { currentInvocation } from './invocation.ts';
import { redact } from './redact.ts';
import { createCallSample } from './sample.ts';
import { loadSender, type Sender, type SenderSettings } from './sender.ts';
import { trackDependency } from './trackDependency.ts';

/** Five seconds remain when the host ends an instance. */
const FLUSH_LIMIT_MS = 4_000;

export interface AppInsightsSettings extends SenderSettings {
  readonly APPLICATIONINSIGHTS_CONNECTION_STRING?: string | undefined;
}

/**
 * Application Insights behind a connection string. The SDK is loaded with the first event, and only then: it is
 * large, and without a connection string nobody pays for it.
 */
export function createTelemetry(settings: AppInsightsSettings): Telemetry {
  const connectionString = settings.APPLICATIONINSIGHTS_CONNECTION_STRING;
  if (!connectionString) return { emit: () => undefined, flush: async () => undefined };
  let sender: Promise<Sender | undefined> | undefined;
  // Telemetry must never break the work it speaks of; that there is none is said once.
  const load = () => loadSender(connectionString, settings).catch(warn);
  const send = (track: (client: TelemetryClient) => void) => {
    const invocation = currentInvocation();
    sender ??= load();
    sender.then((loaded) => loaded?.send(invocation, track)).catch(() => undefined);
  };
  const sampleRateOf = createCallSample();
  onDependency((call) => {
    const sampleRate = sampleRateOf(call);
    if (sampleRate > 0) send((client) => trackDependency(client, call, sampleRate));
  });
  return {
    isOn: true,
    emit: (event: SyncEvent) => send((client) => client.trackEvent(redact(event))),
    async flush() {
      const flushed = sender?.then((loaded) => loaded?.flush()).catch(() => undefined);
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_LIMIT_MS).unref())]);
    },
  };
}

function warn(error: unknown): undefined {
  const name = error instanceof Error ? error.name : 'error';
  process.emitWarning(`Nothing is sent to Application Insights: ${name} while its SDK was loaded.`);
}

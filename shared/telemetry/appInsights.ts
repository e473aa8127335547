import type { TelemetryClient } from 'applicationinsights';
import { onDependency } from './dependencies.ts';
import type { SyncEvent, Telemetry } from './events.ts';
import { findTelemetryFault } from './findTelemetryFault.ts';
import { currentInvocation } from './invocation.ts';
import { redact } from './redact.ts';
import { createCallSample } from './sample.ts';
import { loadSender, type Sender, type SenderSettings } from './sender.ts';
import { trackDependency } from './trackDependency.ts';

export interface AppInsightsSettings extends SenderSettings {
  readonly APPLICATIONINSIGHTS_CONNECTION_STRING?: string | undefined;
}

/**
 * Application Insights behind a connection string. The SDK is loaded with the first event, and only then: it is
 * large, and without a connection string, or with one that leads nowhere, nobody pays for it.
 */
export function createTelemetry(settings: AppInsightsSettings): Telemetry {
  const connectionString = settings.APPLICATIONINSIGHTS_CONNECTION_STRING;
  if (!connectionString || findTelemetryFault(connectionString) !== undefined)
    return { emit: () => undefined, flush: async () => undefined };
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
      await sender?.then((loaded) => loaded?.flush()).catch(() => undefined);
    },
  };
}

function warn(error: unknown): undefined {
  const name = error instanceof Error ? error.name : 'error';
  process.emitWarning(`Nothing is sent to Application Insights: ${name} while its SDK was loaded.`);
}

import type { TelemetryClient } from 'applicationinsights';
import type { SyncEvent, Telemetry } from './events.ts';

/**
 * Application Insights behind a connection string. The SDK is loaded with the first event, and only then: it is
 * large, and without a connection string nobody pays for it.
 */
export function createTelemetry(connectionString: string | undefined): Telemetry {
  if (!connectionString) return { emit: () => undefined, flush: async () => undefined };
  let client: Promise<TelemetryClient> | undefined;
  const load = () => {
    client ??= import('applicationinsights').then(
      ({ default: sdk }) => new sdk.TelemetryClient(connectionString),
    );
    return client;
  };
  const send = async (event: SyncEvent) => {
    (await load()).trackEvent({
      name: event.name,
      properties: { ...event.dimensions, ...event.measurements },
    });
  };
  return {
    // Telemetry must never break the work it speaks of.
    emit: (event) => void send(event).catch(() => undefined),
    flush: async () => {
      await client?.then((loaded) => loaded.flush()).catch(() => undefined);
    },
  };
}

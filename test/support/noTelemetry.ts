import type { Telemetry } from '../../shared/telemetry/events.ts';

/** For tests that are about something else. */
export const noTelemetry: Telemetry = { emit: () => undefined, flush: async () => undefined };

import { ConfigurationError, RetryLater, StopAndAlert } from '../../errors.ts';
import type { TextParameters } from '../../outcomes/say.ts';
import { type SaidInBoth, saying, sayingOf } from '../../outcomes/saying.ts';
import type { StatusCode } from '../../outcomes/statusCodes.ts';
import type { DeleteGuard } from '../deletes/deleteGuard.ts';
import type { AdoptionStanding } from '../ports/adoptionStanding.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import type { HubSpotLimits } from '../ports/lane.ts';
import type { PreflightFinding } from '../ports/preflight.ts';
import type { RulesSource } from '../ports/rules.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import type { Look } from './look.ts';
import { lookAtPortal } from './lookAtPortal.ts';
import { readTimers, type Timer, type TimersHealth, timersUnknown } from './readTimers.ts';

export interface StatusParts {
  readonly preflight: () => Promise<readonly PreflightFinding[]>;
  readonly queue: BatchQueue;
  readonly watermarks: StateDocument;
  readonly guard: Pick<DeleteGuard, 'heldAt'>;
  readonly circuit: Circuit;
  readonly rules: RulesSource;
  readonly limits: () => Promise<HubSpotLimits>;
  readonly adoption: () => Promise<AdoptionStanding>;
  /** The slots of the mapping that the table lacks. */
  readonly absentSlots: () => Promise<ReadonlySet<number>>;
  readonly timers: readonly Timer[];
  /** What was found before. */
  readonly look: () => Promise<Look>;
  readonly clock: Clock;
}

interface Health extends SaidInBoth {
  readonly level: 'ok' | 'warning' | 'error' | 'unknown';
}

/** How much of HubSpot's limits is used. */
interface Limits extends Pick<HubSpotLimits, 'used' | 'limit' | 'windowMs'> {
  /** ISO. */
  readonly pausedUntil: string | undefined;
  readonly day: { readonly limit: number; readonly remaining: number } | undefined;
}

/** How the sync is, for an operator. */
export interface Status {
  /** Whether nothing below is an error. */
  readonly healthy: boolean;
  /** Settings and mapping file: one entry per problem. */
  readonly configuration: readonly SaidInBoth[];
  readonly sqlServer: readonly PreflightFinding[];
  readonly hubspot: Health & { readonly limits?: Limits };
  readonly storage: Health;
  /** Whether what is to be sent to Application Insights can be. */
  readonly telemetry: Health;
  /** Whether contacts of deleted rows wait for a person. */
  readonly deletes: Health;
  /** Whether each timer runs, and when it last ended. */
  readonly timers: TimersHealth;
  /** Batches that wait, about; undefined when Storage does not say. */
  readonly waitingBatches: number | undefined;
  /** Where detection stands, as the change feed wrote it; undefined before the first run. */
  readonly watermark: unknown;
}

/**
 * Looks at every dependency and says how it is. Never throws for what may be wrong: that is the answer.
 * `parts` is built late, because building it may be what fails.
 */
export async function readStatus(
  parts: () => StatusParts,
  telemetryFault: string | undefined,
): Promise<Status> {
  const nothing = { sqlServer: [], ...NOTHING_STORED };
  const telemetry = describeTelemetry(telemetryFault);
  try {
    const { preflight, ...rest } = parts();
    const [sqlServer, hubspot, stored] = await Promise.all([
      preflight(),
      readHubSpot(rest),
      readStorage(rest),
    ]);
    const healthy = [...sqlServer, hubspot, stored.storage].every(({ level }) => level !== 'error');
    return { healthy, configuration: [], sqlServer, hubspot, telemetry, ...stored };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const unknown = say('unknown', 'UNSEEN_CONFIGURATION');
    const timers = timersUnknown('UNSEEN_CONFIGURATION');
    const health = { hubspot: unknown, storage: unknown, telemetry, deletes: unknown, timers };
    return {
      healthy: false,
      configuration: error.problems.map((message) => sayingOf({ code: error.code, message })),
      ...health,
      ...nothing,
    };
  }
}

/** Whether HubSpot lets us in, has the properties, and how much of its limits is used. */
async function readHubSpot({
  circuit,
  rules,
  limits,
  adoption,
  absentSlots,
}: Pick<StatusParts, 'circuit' | 'rules' | 'limits' | 'adoption' | 'absentSlots'>): Promise<
  Status['hubspot']
> {
  try {
    const open = await circuit.read();
    if (open) return { level: 'error', ...sayingOf({ code: open.code, message: notCalled(open) }) };
    const [current, used, standing] = await Promise.all([rules.current(), limits(), adoption()]);
    const [drift] = lookAtPortal(current, await absentSlots());
    // The sync goes on without them, so the app is not unhealthy.
    if (drift) return { ...toHealth(drift), level: 'warning', limits: limitsOf(used) };
    return standing === 'inForce'
      ? { ...say('ok', 'PORTAL_READY'), limits: limitsOf(used) }
      : { ...say('warning', NOT_ADOPTED[standing]), limits: limitsOf(used) };
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    return { level: 'error', ...sayingOf(error) };
  }
}

const NOT_ADOPTED = { none: 'ADOPTION_NONE', expired: 'ADOPTION_EXPIRED' } as const satisfies Record<
  Exclude<AdoptionStanding, 'inForce'>,
  StatusCode
>;

function limitsOf({ used, limit, windowMs, pausedUntil, day }: HubSpotLimits): Limits {
  return {
    used,
    limit,
    windowMs,
    pausedUntil: pausedUntil === undefined ? undefined : new Date(pausedUntil).toISOString(),
    day: day && { limit: day.limit, remaining: day.remaining },
  };
}

function notCalled({ since, code, reason }: Readonly<Record<'since' | 'code' | 'reason', string>>): string {
  return `Not called since ${since} (${code}): ${reason}`;
}

function toHealth({ code, parameters, message }: SaidInBoth): SaidInBoth {
  return { code, parameters, message };
}

function say(level: Health['level'], code: StatusCode, parameters: TextParameters = {}): Health {
  return { level, ...saying(code, parameters) };
}

const NOTHING_STORED = { waitingBatches: undefined, watermark: undefined };

async function readStorage({
  queue,
  watermarks,
  guard,
  timers: parts,
  look,
  clock,
}: Pick<StatusParts, 'queue' | 'watermarks' | 'guard' | 'timers' | 'look' | 'clock'>): Promise<
  Pick<Status, 'storage' | 'deletes' | 'timers' | 'waitingBatches' | 'watermark'>
> {
  try {
    const [waitingBatches, watermark, heldAt, timers] = await Promise.all([
      queue.length(),
      watermarks.read(),
      guard.heldAt(),
      readTimers(parts, look, clock.now()),
    ]);
    const storage = say('ok', 'STORAGE_READY');
    const deletes = describeDeletes(heldAt);
    return { storage, deletes, timers, waitingBatches, watermark: watermark && JSON.parse(watermark.text) };
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    const storage = { level: 'error', ...sayingOf(error) } as const;
    const deletes = say('unknown', 'UNSEEN_STORAGE');
    return { storage, deletes, timers: timersUnknown('UNSEEN_STORAGE'), ...NOTHING_STORED };
  }
}

function describeTelemetry(fault: string | undefined): Health {
  // The sync goes on without it.
  return fault === undefined
    ? say('ok', 'TELEMETRY_READY')
    : say('warning', 'TELEMETRY_FAULT', { reason: fault });
}

function describeDeletes(heldAt: number | undefined): Health {
  return heldAt === undefined
    ? say('ok', 'DELETES_NONE')
    : say('warning', 'DELETES_WAIT', { lastAt: new Date(heldAt).toISOString() });
}

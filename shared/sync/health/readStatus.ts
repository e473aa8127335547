import { ConfigurationError, RetryLater, StopAndAlert } from '../../errors.ts';
import type { DeleteGuard } from '../deletes/deleteGuard.ts';
import type { AdoptionStanding } from '../ports/adoptionStanding.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import type { HubSpotLimits } from '../ports/lane.ts';
import type { PreflightFinding } from '../ports/preflight.ts';
import type { RulesSource } from '../ports/rules.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { lookAtPortal } from './lookAtPortal.ts';
import { readTimers, type Timers, type TimersHealth, timersUnknown } from './readTimers.ts';

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
  readonly timers: Timers;
  readonly clock: Clock;
}

interface Health {
  readonly level: 'ok' | 'warning' | 'error' | 'unknown';
  readonly message: string;
}

/** How the sync is, for an operator. */
export interface Status {
  /** Whether nothing below is an error. */
  readonly healthy: boolean;
  /** Settings and mapping file: one sentence per problem. */
  readonly configuration: readonly string[];
  readonly sqlServer: readonly PreflightFinding[];
  readonly hubspot: Health & { readonly limits?: HubSpotLimits };
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
    const unknown = { level: 'unknown', message: 'Not looked at: the configuration is wrong.' } as const;
    const timers = timersUnknown(unknown.message);
    const health = { hubspot: unknown, storage: unknown, telemetry, deletes: unknown, timers };
    return { healthy: false, configuration: error.problems, ...health, ...nothing };
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
    if (open)
      return { level: 'error', message: `Not called since ${open.since} (${open.code}): ${open.reason}` };
    const [current, used, standing] = await Promise.all([rules.current(), limits(), adoption()]);
    const [drift] = lookAtPortal(current, await absentSlots());
    // The sync goes on without them, so the app is not unhealthy.
    if (drift) return { level: 'warning', message: drift.message, limits: used };
    return standing === 'inForce'
      ? { level: 'ok', message: 'The token is accepted and the properties are there.', limits: used }
      : { level: 'warning', message: `${NOT_ADOPTED[standing]} ${LOOKED_UP}`, limits: used };
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    return { level: 'error', message: error.message };
  }
}

const NOT_ADOPTED = {
  none: 'No adoption run has gone through the portal yet.',
  expired: 'The last adoption run is longer ago than sync.adoptionTtlHours.',
} as const satisfies Record<Exclude<AdoptionStanding, 'inForce'>, string>;
const LOOKED_UP = 'Every new associate is looked up before being created: POST /api/sync {"mode":"adopt"}.';

const NOTHING_STORED = { waitingBatches: undefined, watermark: undefined };

async function readStorage({
  queue,
  watermarks,
  guard,
  timers: parts,
  clock,
}: Pick<StatusParts, 'queue' | 'watermarks' | 'guard' | 'timers' | 'clock'>): Promise<
  Pick<Status, 'storage' | 'deletes' | 'timers' | 'waitingBatches' | 'watermark'>
> {
  try {
    const [waitingBatches, watermark, heldAt, timers] = await Promise.all([
      queue.length(),
      watermarks.read(),
      guard.heldAt(),
      readTimers(parts, clock.now()),
    ]);
    const storage = { level: 'ok', message: 'Queue and tables answer.' } as const;
    const deletes = describeDeletes(heldAt);
    return { storage, deletes, timers, waitingBatches, watermark: watermark && JSON.parse(watermark.text) };
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    const storage = { level: 'error', message: error.message } as const;
    const deletes = { level: 'unknown', message: 'Not looked at: Storage does not answer.' } as const;
    return { storage, deletes, timers: timersUnknown(deletes.message), ...NOTHING_STORED };
  }
}

function describeTelemetry(fault: string | undefined): Health {
  // The sync goes on without it.
  if (fault !== undefined) return { level: 'warning', message: `No telemetry is sent. ${fault}` };
  return {
    level: 'ok',
    message: 'Nothing keeps telemetry from being sent, where the setting for it is there.',
  };
}

function describeDeletes(heldAt: number | undefined): Health {
  if (heldAt === undefined) return { level: 'ok', message: 'No delete waits for a person.' };
  const when = new Date(heldAt).toISOString();
  const what = `Too many rows went, or all, and their contacts are kept (DELETE_HELD, last said ${when})`;
  const advice =
    'Look at the table. Once that is right, or the rows are back: POST /api/sync {"mode":"releaseDeletes"}.';
  return { level: 'warning', message: `${what}. ${advice}` };
}

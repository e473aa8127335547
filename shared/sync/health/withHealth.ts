import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { DetectChangesResult } from '../detect/detectChanges.ts';
import type { QueueGauge } from '../ports/batchQueue.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import { runStartedAt } from '../ports/ids.ts';
import type { HubSpotLimits } from '../ports/lane.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import type { SeenByTick } from './noteTick.ts';
import { closedAccount, type OpenRun, readWatch, type Watch, withRun } from './openRuns.ts';

const QUOTA_LOW_PERCENT = 80;

export interface HealthParts {
  readonly watch: StateDocument;
  readonly queues: QueueGauge;
  readonly accounts: Pick<RunAccount, 'read'>;
  readonly circuit: Pick<Circuit, 'read'>;
  readonly limits: () => Promise<HubSpotLimits>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Is told what was seen. */
  readonly onSeen?: (seen: Seen) => Promise<void>;
}

/** How a tick found things. */
export interface Seen extends SeenByTick {
  readonly runId: string | undefined;
  readonly beganAt: number;
  /** Milliseconds before it did its work: how old the oldest change may be that is not in HubSpot. */
  readonly lagMs: number;
  readonly dayUsedPercent: number | null;
}

/** Runs a tick of detection and tells then how things stand, whatever became of it. */
export async function withHealth(
  parts: HealthParts,
  detect: () => Promise<DetectChangesResult>,
): Promise<DetectChangesResult> {
  const startedAt = parts.clock.now();
  let result: DetectChangesResult | undefined;
  let failure: unknown;
  try {
    result = await detect();
    return result;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // Telemetry must never break the work it speaks of; a run that fails is told of by itself.
    await tell(result, failure, startedAt, parts).catch((error: unknown) => {
      if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    });
  }
}

async function tell(
  result: DetectChangesResult | undefined,
  failure: unknown,
  startedAt: number,
  parts: HealthParts,
): Promise<void> {
  const { clock, telemetry } = parts;
  const { watch, etag } = await readWatch(parts.watch, startedAt);
  const caughtUpAt = result?.stoppedBy === 'end' ? startedAt : watch.caughtUpAt;
  const { runs } = result ? withRun(watch, result) : watch;
  const stillOpen = await closeAccounts(runs, parts);
  const [queues, limits, open] = await Promise.all([
    parts.queues.read(),
    parts.limits(),
    parts.circuit.read(),
  ]);
  const quotaLow = tellQuota(limits, watch, telemetry);
  const now = clock.now();
  const watermarkAgeMs = now - caughtUpAt;
  telemetry.emit({
    name: 'Health',
    dimensions: { runId: result?.runId ?? '', circuit: open ? 'open' : 'closed' },
    measurements: {
      lagMs: lagAt(now, caughtUpAt, stillOpen),
      watermarkAgeMs,
      changesWait: result?.stoppedBy === 'end' ? 0 : 1,
      queueLength: queues.length,
      oldestMessageMs: queues.oldestMs,
      poisonLength: queues.poisonLength,
      rateUsed: limits.used,
      rateLimit: limits.limit,
      dayUsedPercent: dayUsedPercent(limits),
    },
  });
  // Another tick that stored something meanwhile knows as much.
  await parts.watch.save(JSON.stringify({ caughtUpAt, runs: stillOpen, quotaLow } satisfies Watch), etag);
  const lagMs = lagAt(startedAt, watch.caughtUpAt, watch.runs);
  const dayPercent = limits.day ? dayUsedPercent(limits) : null;
  const seen = { runId: result?.runId, beganAt: startedAt, endedAt: now, failure, circuit: open };
  await parts.onSeen?.({ ...seen, queues, lagMs, dayUsedPercent: dayPercent });
}

/** How old the oldest change may be that is not in HubSpot and has no outcome. */
function lagAt(now: number, caughtUpAt: number, open: readonly OpenRun[]): number {
  return Math.max(now - caughtUpAt, ...open.map(({ runId }) => now - runStartedAt(runId)));
}

/** Tells of the accounts that are closed or do not add up, and answers the runs that are still open. */
async function closeAccounts(
  runs: readonly OpenRun[],
  { accounts, telemetry }: HealthParts,
): Promise<OpenRun[]> {
  const stillOpen: OpenRun[] = [];
  for (const run of runs) {
    const account = closedAccount(run, await accounts.read(run.runId));
    if (account) telemetry.emit(account);
    else stillOpen.push(run);
  }
  return stillOpen;
}

/** Once each time that the limit is crossed; the quota comes back at midnight. */
function tellQuota(limits: HubSpotLimits, { quotaLow }: Watch, telemetry: Telemetry): boolean {
  const used = dayUsedPercent(limits);
  if (used <= QUOTA_LOW_PERCENT) return false;
  if (!quotaLow) {
    telemetry.emit({
      name: 'QuotaLow',
      dimensions: {},
      measurements: {
        dayUsedPercent: used,
        dayLimit: limits.day?.limit ?? 0,
        dayRemaining: limits.day?.remaining ?? 0,
      },
    });
  }
  return true;
}

function dayUsedPercent({ day }: HubSpotLimits): number {
  return day && day.limit > 0 ? 100 * (1 - day.remaining / day.limit) : 0;
}

import type { Health } from '../answers/health.ts';
import type { Metrics } from '../answers/metrics.ts';
import { countDue } from '../config/dueTimes.ts';
import { parseNcrontab, type Schedule } from '../config/ncrontab.ts';
import { DEFAULT_SCHEDULES, type Environment } from '../config/settings.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { WINDOW_MS } from '../hubspot/rate/ratePolicy.ts';
import type { InBoth } from '../outcomes/inBoth.ts';
import { parsePosition } from '../source/feeds/position.ts';
import { createQueueGauge } from '../state/queueGauge.ts';
import { readTogether } from '../state/readTogether.ts';
import { createStateOverview } from '../state/stateOverview.ts';
import { STATE_TABLE } from '../state/storageClients.ts';
import { forgetOld } from '../sync/counters/forgetOld.ts';
import type { TickSample } from '../sync/counters/hours.ts';
import { type MetricsQuery, readMetrics } from '../sync/counters/readMetrics.ts';
import { rollUp } from '../sync/counters/rollUp.ts';
import { readStanding } from '../sync/counters/standing.ts';
import type { DetectChangesResult } from '../sync/detect/detectChanges.ts';
import { lagSinceOf } from '../sync/health/lagSince.ts';
import { noteLook } from '../sync/health/noteLook.ts';
import { noteTick } from '../sync/health/noteTick.ts';
import { readHealth } from '../sync/health/readHealth.ts';
import type { Status } from '../sync/health/readStatus.ts';
import { type TimerPlan, timersOf } from '../sync/health/timersOf.ts';
import { type Seen, withHealth } from '../sync/health/withHealth.ts';
import type { Log } from '../sync/ports/log.ts';
import { countReviews } from '../sync/reviews/countReviews.ts';
import { readVerification } from '../sync/verify/verificationState.ts';
import type { Parts } from './composeParts.ts';

/** How things are, and were. */
export interface HealthRequests {
  readHealth(): Promise<InBoth<Health>>;
  readMetrics(query: MetricsQuery): Promise<Metrics>;
}

/** What a full look found, when, and how long it took. */
export type Looked = Status & { readonly at: string; readonly tookMs: number };

export function composeHealth(
  parts: Parts,
  env: Environment,
): HealthRequests & {
  /** Looks at everything, and keeps what was found. */
  looking(look: () => Promise<Status>): Promise<Looked>;
  /** Looks at everything, counts, and lets go what is past its time. Whatever fails is told, and done the next night. */
  afterNight(look: () => Promise<Status>, log: Log): Promise<void>;
  /** Runs a tick of detection, tells how things stand then, and counts. */
  ticking(log: Log, detect: () => Promise<DetectChangesResult>): Promise<DetectChangesResult>;
} {
  const { clock, settings, mapping, documents, common, limits } = parts;
  const queues = () => createQueueGauge(parts.storage().queues, clock);
  const rolling = () => ({
    records: parts.records(),
    rows: parts.counterRows(),
    clock,
    countDue: dueTicks(env),
  });

  const onSeen = async (seen: Seen) => {
    await noteTick(seen, documents.look());
    await rollUp(sampleOf(seen), rolling());
  };

  const states = async () => {
    const all = await createStateOverview(parts.storage().table(STATE_TABLE))();
    return new Map([...all].map(([name, { text }]) => [name, text]));
  };

  const looking = async (look: () => Promise<Status>): Promise<Looked> => {
    const begunAt = clock.now();
    const status = await look();
    const [tookMs, at] = [clock.now() - begunAt, new Date(begunAt).toISOString()];
    await ifPossible(async () => noteLook(status, tookMs, at, documents.look()));
    return { at, tookMs, ...status };
  };

  return {
    looking,

    async afterNight(look, log) {
      await looking(look);
      await ifPossible(() => rollUp(undefined, rolling()), log);
      await ifPossible(async () => forgetOld(settings().RETENTION_DAYS, rolling()), log);
    },

    ticking: (log, detect) =>
      readTogether(() =>
        withHealth({ ...common(log), watch: documents.watch(), queues: queues(), limits, onSeen }, detect),
      ),

    readHealth: async () =>
      readHealth({
        states,
        rows: parts.counterRows(),
        standing: () => readStanding(parts.counterRows()),
        queues: queues(),
        window: { limit: settings().HUBSPOT_RATE_LIMIT, windowMs: WINDOW_MS },
        timers: (all, now) => timersOf(timerPlans(env), all, now),
        watermark: watermarkOf,
        portalId: settings().HUBSPOT_PORTAL_ID,
        limitPercent: mapping().sync.maxArchivePercent,
        clock,
      }),

    readMetrics: async (query) =>
      readMetrics(query, {
        rows: parts.counterRows(),
        measured: async () => {
          const now = clock.now();
          const [all, standing, { last }, reviews] = await Promise.all([
            states(),
            readStanding(parts.counterRows()),
            readVerification(documents.verification()),
            countReviews({ reviews: parts.reviews(), accounts: parts.accounts(), clock }),
          ]);
          const { since, meta } = await lagSinceOf(all, parts.counterRows());
          const verification = last && { endedAt: last.endedAt, ...last.counts };
          const missedNow = meta?.tick ? dueTicks(env)(meta.tick.beganAt, now - GRACE_MS) : 0;
          return { now, standing, verification, lagSince: since, missedNow, reviews: reviews.total };
        },
      }),
  };
}

/** What is kept beside the work must not fail it. */
async function ifPossible(work: () => Promise<unknown>, log?: Log): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    const { code, message } = error;
    log?.({ level: 'warn', operation: 'STATUS', status: 'RETRY', code, message });
  }
}

/** A tick that is due begins within this time. */
const GRACE_MS = 60_000;

function sampleOf({ runId, beganAt, failure, lagMs, queues, dayUsedPercent }: Seen): TickSample {
  return {
    id: runId ?? new Date(beganAt).toISOString(),
    beganAt,
    hasEnded: failure === undefined,
    lagMs,
    queueBatches: queues.length,
    queueAgeMs: queues.oldestMs,
    quotaPercent: dayUsedPercent,
  };
}

function watermarkOf(text: string | undefined): Health['watermark'] {
  const position = text === undefined ? undefined : parsePosition(text);
  if (!position) return null;
  return { feed: position.feed, source: position.source, fullPass: position.fullPass !== undefined };
}

function timerPlans(env: Environment): readonly TimerPlan[] {
  return [
    { name: 'detectChanges', ...scheduleOf(env, 'SYNC_SCHEDULE') },
    { name: 'reconcile', ...scheduleOf(env, 'RECONCILE_SCHEDULE') },
  ];
}

function dueTicks(env: Environment): (after: number, upTo: number) => number {
  const { schedule } = scheduleOf(env, 'SYNC_SCHEDULE');
  return (after, upTo) => (schedule ? countDue(schedule, after, upTo) : 0);
}

/** Not out of the checked settings: health is answered where another one is wrong. What cannot be read is never due, as for the host. */
function scheduleOf(env: Environment, setting: keyof typeof DEFAULT_SCHEDULES): Omit<TimerPlan, 'name'> {
  const expression = env[setting] || DEFAULT_SCHEDULES[setting];
  return { expression, schedule: parsed(expression) };
}

function parsed(expression: string): Schedule | undefined {
  try {
    return parseNcrontab(expression);
  } catch {
    return undefined;
  }
}

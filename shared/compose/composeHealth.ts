import type { Health } from '../answers/health.ts';
import type { Metrics } from '../answers/metrics.ts';
import { countDue } from '../config/dueTimes.ts';
import { WINDOW_MS } from '../hubspot/rate/ratePolicy.ts';
import type { InBoth } from '../outcomes/inBoth.ts';
import { parsePosition } from '../source/feeds/position.ts';
import { readTogether } from '../state/readTogether.ts';
import { createStateOverview } from '../state/stateOverview.ts';
import { STATE_TABLE } from '../state/storageClients.ts';
import { forgetOld } from '../sync/counters/forgetOld.ts';
import type { TickSample } from '../sync/counters/hours.ts';
import { type MetricsWish, metricsSpan } from '../sync/counters/metricsSpan.ts';
import { type MetricsQuery, readMetrics } from '../sync/counters/readMetrics.ts';
import { rollUp } from '../sync/counters/rollUp.ts';
import { readStanding } from '../sync/counters/standing.ts';
import type { DetectChangesResult } from '../sync/detect/detectChanges.ts';
import { lagSinceOf } from '../sync/health/lagSince.ts';
import { noteLook } from '../sync/health/noteLook.ts';
import { noteTick } from '../sync/health/noteTick.ts';
import { readHealth } from '../sync/health/readHealth.ts';
import type { Status } from '../sync/health/readStatus.ts';
import { timersOf } from '../sync/health/timersOf.ts';
import { type Seen, withHealth } from '../sync/health/withHealth.ts';
import type { Log } from '../sync/ports/log.ts';
import { readVerification } from '../sync/verify/verificationState.ts';
import type { Parts } from './composeParts.ts';
import type { AppTimers } from './composeTimers.ts';
import { ifPossible } from './ifPossible.ts';

/** How things are, and were. */
export interface HealthRequests {
  readHealth(): Promise<InBoth<Health>>;
  /** A word where the time is none, or holds too many steps. */
  readMetrics(wish: MetricsWish): Promise<Metrics | 'notBefore' | 'tooManySteps'>;
}

/** What a full look found, when, and how long it took. */
export type Looked = Status & { readonly at: string; readonly tookMs: number };

export function composeHealth(parts: Parts): HealthRequests & {
  metricsOver(query: MetricsQuery): Promise<Metrics>;
  /** Brings the counters up to now. */
  counting(): Promise<void>;
  /** Looks at everything, and keeps what was found. */
  looking(look: () => Promise<Status>): Promise<Looked>;
  /** Looks at everything, counts, and lets go what is past its time. Whatever fails is told, and done the next night. */
  afterNight(look: () => Promise<Status>, log: Log): Promise<void>;
  /** Runs a tick of detection, tells how things stand then, and counts. */
  ticking(log: Log, detect: () => Promise<DetectChangesResult>): Promise<DetectChangesResult>;
} {
  const { clock, settings, mapping, documents, common, limits, timers } = parts;
  const queues = () => parts.stores().gauge;
  const rolling = () => ({
    records: parts.records(),
    rows: parts.counterRows(),
    clock,
    countDue: dueTicks(timers),
  });

  const onSeen = async (seen: Seen) => {
    await noteTick(seen, timers.plans(), documents.look());
    await rollUp(sampleOf(seen), rolling());
  };

  const states = async () => {
    const all = await createStateOverview(parts.stores().table(STATE_TABLE))();
    return new Map([...all].map(([name, { text }]) => [name, text]));
  };

  const looking = async (look: () => Promise<Status>): Promise<Looked> => {
    const begunAt = clock.now();
    const status = await look();
    const [tookMs, at] = [clock.now() - begunAt, new Date(begunAt).toISOString()];
    await ifPossible(async () => noteLook(status, tookMs, at, documents.look()));
    return { at, tookMs, ...status };
  };

  const metricsOver = (query: MetricsQuery) =>
    readMetrics(query, {
      rows: parts.counterRows(),
      measured: async () => {
        const now = clock.now();
        const [all, standing, { last }] = await Promise.all([
          states(),
          readStanding(parts.counterRows()),
          readVerification(documents.verification()),
        ]);
        const { since, meta } = await lagSinceOf(all, parts.counterRows());
        const verification = last && { endedAt: last.endedAt, ...last.counts };
        const missedNow = meta?.tick ? dueTicks(timers)(meta.tick.beganAt, now - GRACE_MS) : 0;
        return { now, standing, verification, lagSince: since, missedNow };
      },
    });

  const counting = async () => rollUp(undefined, rolling());

  return {
    looking,
    metricsOver,
    counting,

    async afterNight(look, log) {
      await looking(look);
      await ifPossible(counting, log);
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
        timers: (all, now) => timersOf(timers.plans(), all, now),
        watermark: watermarkOf,
        portalId: settings().HUBSPOT_PORTAL_ID,
        limitPercent: mapping().sync.maxArchivePercent,
        clock,
      }),

    readMetrics: async (wish) => {
      const span = metricsSpan(wish, clock.now());
      return typeof span === 'string' ? span : metricsOver(span);
    },
  };
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

/** How often detection was due after the one moment and up to the other (epoch milliseconds). */
function dueTicks(timers: AppTimers): (after: number, upTo: number) => number {
  const schedule = timers.schedule('detectChanges');
  return (after, upTo) => (schedule ? countDue(schedule, after, upTo) : 0);
}

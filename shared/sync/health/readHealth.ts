import type { End, Health, Timer } from '../../answers/health.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import { saying } from '../../outcomes/saying.ts';
import { DAY_MS } from '../counters/hours.ts';
import { readRecent, sumOf } from '../counters/readPeriods.ts';
import type { Standing } from '../counters/standing.ts';
import { LAG_BOUND_MS } from '../counters/targets.ts';
import { toTotals } from '../counters/toTotals.ts';
import { heldDeletes } from '../deletes/deleteGuard.ts';
import type { QueueGauge } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { rateRowSchema } from '../ports/rateStore.ts';
import { parseCircuit } from './circuit.ts';
import { lagSince as lagSinceWhen } from './lagSince.ts';
import { type EndName, type Look, parseLook } from './look.ts';
import { type HealthFacts, troublesOf } from './troublesOf.ts';

/** All state documents by name. */
export type States = ReadonlyMap<string, string>;

export interface ReadHealthParts {
  readonly states: () => Promise<States>;
  readonly rows: CounterRows;
  readonly standing: () => Promise<Standing | undefined>;
  readonly queues: QueueGauge;
  /** Requests in any window of this many milliseconds. */
  readonly window: Health['quota']['window'];
  readonly timers: (states: States, now: number) => readonly InBoth<Timer>[];
  readonly watermark: (text: string | undefined) => Health['watermark'];
  /** Number of the HubSpot account, where it is set. */
  readonly portalId: string | undefined;
  /** `sync.maxArchivePercent`. */
  readonly limitPercent: number;
  readonly clock: Clock;
}

/**
 * How the sync is, out of what is stored: no statement, no call to HubSpot. What a neighbour was like is what the timer, or the last
 * full look, saw of it.
 *
 * @throws RetryLater when Storage does not answer.
 */
export async function readHealth(parts: ReadHealthParts): Promise<InBoth<Health>> {
  const now = parts.clock.now();
  const [states, recent, queues, standing] = await Promise.all([
    parts.states(),
    readRecent(now - DAY_MS, parts.rows),
    parts.queues.read(),
    parts.standing(),
  ]);
  const look = parseLook(states.get('look'));
  const circuit = circuitOf(states);
  const timers = parts.timers(states, now);
  const day = sumOf(recent.hours.values());
  const lagSince = lagSinceWhen(states, recent.meta);
  const deletes = deletesOf(states, parts);
  const ends = endsOf(look, circuit, queues.poisonLength);
  const facts: HealthFacts = { ends, circuit, timers, deletes, lagSince, now };
  const troubles = troublesOf(facts);
  const healthy = troubles.every(({ level }) => level !== 'error');
  return {
    healthy,
    since: look.healthy?.is === healthy ? look.healthy.since : (troubles[0]?.since ?? null),
    troubles,
    ends,
    fullLook: look.full ?? null,
    circuit,
    timers,
    queue: {
      batches: queues.length,
      oldestSince: queues.oldestMs > 0 ? isoOf(now - queues.oldestMs) : null,
      poisonBatches: queues.poisonLength,
      pendingRecords: recent.meta ? sumOfNumbers(Object.values(recent.meta.open)) : null,
    },
    lag: {
      since: lagSince === undefined ? null : isoOf(lagSince),
      boundMs: LAG_BOUND_MS,
      worstOfDayMs: recent.meta ? day.ticks.lagMaxMs : null,
    },
    quota: { day: dayOf(states), window: parts.window },
    deletes,
    counters: { until: recent.meta?.until ?? null, lastDay: toTotals(day.tally) },
    watermark: parts.watermark(states.get('detection')),
    associates: standing ? { records: standing.associates, at: standing.at } : null,
    contactUrl: parts.portalId ? `https://app.hubspot.com/contacts/${parts.portalId}/record/0-1/{id}` : null,
  };
}

function circuitOf(states: States): InBoth<Health>['circuit'] {
  const open = parseCircuit(states.get('circuit'));
  if (!open) return null;
  const { code, since, nextTryAt } = open;
  return { ...saying(code), since, nextProbeAt: isoOf(nextTryAt) };
}

function endsOf(look: Look, circuit: InBoth<Health>['circuit'], poison: number): InBoth<Health>['ends'] {
  const stored = {
    sqlServer: endOf(look, 'sqlServer'),
    hubspot: endOf(look, 'hubspot'),
    queue: endOf(look, 'queue'),
    storage: endOf(look, 'storage'),
  };
  const { code, parameters = {}, since } = circuit ?? {};
  const hubspot =
    code === undefined || since === undefined
      ? stored.hubspot
      : { ...stored.hubspot, level: 'error' as const, since, says: [saying(code, parameters)] };
  const stuck: InBoth<End> = {
    ...stored.queue,
    level: 'error',
    since: stored.queue.level === 'error' ? stored.queue.since : null,
    says: [saying('QUEUE_POISONED', { batches: poison })],
  };
  return { ...stored, hubspot, queue: poison > 0 ? stuck : stored.queue };
}

function endOf({ ends }: Look, name: EndName): InBoth<End> {
  const end = ends[name];
  if (!end) return { level: 'unknown', since: null, lookedAt: null, says: [] };
  return { ...end, says: end.says.map(({ code, parameters }) => saying(code, parameters)) };
}

function deletesOf(states: States, { clock, limitPercent }: ReadHealthParts): Health['deletes'] {
  const held = heldDeletes(states.get('removals'), clock);
  if (!held) return null;
  const { since, lastAt, gone, known } = held;
  return {
    since: isoOf(since),
    lastAt: isoOf(lastAt),
    records: gone,
    knownContacts: known ?? null,
    gonePercent: known ? Math.min(100, (gone / known) * 100) : null,
    limitPercent,
  };
}

function dayOf(states: States): Health['quota']['day'] {
  const text = states.get('rate-standard');
  const row = text === undefined ? undefined : rateRowSchema.safeParse(JSON.parse(text)).data;
  if (!row?.day || row.day.limit <= 0) return null;
  const used = Math.max(0, row.day.limit - row.day.remaining);
  return { used, limit: row.day.limit, usedPercent: Math.min(100, (used / row.day.limit) * 100) };
}

function sumOfNumbers(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

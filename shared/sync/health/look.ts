import * as z from 'zod';
import { withBackoff } from '../../backoff.ts';
import { RetryLater } from '../../errors.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

const level = z.enum(['ok', 'warning', 'error', 'unknown']);
const saidSchema = z.object({
  code: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});
/** A code of the tables and what fills its text. */
export type Said = z.infer<typeof saidSchema>;

const endSchema = z.object({
  level,
  /** Since when the level is this one, ISO. */
  since: z.string(),
  lookedAt: z.string(),
  says: z.array(saidSchema),
});
/** How a neighbour was, when somebody looked last. */
export type LookedEnd = z.infer<typeof endSchema>;

export const ENDS = ['sqlServer', 'hubspot', 'queue', 'storage'] as const;
export type EndName = (typeof ENDS)[number];

const lookSchema = z.object({
  ends: z.partialRecord(z.enum(ENDS), endSchema),
  /** The last look at everything. */
  full: z.object({ at: z.string(), tookMs: z.number() }).optional(),
  /** Whether all was well, and since when. */
  healthy: z.object({ is: z.boolean(), since: z.string() }).optional(),
  /** Since when each timer that is on has had its schedule, ISO. */
  timers: z.record(z.string(), z.object({ expression: z.string(), since: z.string() })).optional(),
});
/** What was found when somebody looked, for those who ask without looking. */
export type Look = z.infer<typeof lookSchema>;

/** Timers and people who look at the same moment forestall each other. */
const RACES = { tries: 6, baseMs: 20, maxWaitMs: 500 };

/** What is stored; what another version stored counts as nothing. */
export function parseLook(text: string | undefined): Look {
  if (text === undefined) return { ends: {} };
  try {
    return lookSchema.parse(JSON.parse(text));
  } catch {
    return { ends: {} };
  }
}

/** Stores what was found. @throws RetryLater when Storage does not answer, or others keep storing first. */
export async function changeLook(document: StateDocument, change: (look: Look) => Look): Promise<void> {
  await withBackoff(async () => {
    const stored = await document.read();
    const next = JSON.stringify(change(parseLook(stored?.text)));
    if ((await document.save(next, stored?.etag)) === undefined)
      throw new RetryLater('LOST_RACE', 'Others kept storing what they had found first.');
  }, RACES);
}

/** What a timer is known by. */
export interface PlannedTimer {
  readonly name: string;
  /** NCRONTAB. */
  readonly expression: string;
}

/** A look that knows since when these timers have had their schedules; one that is off is forgotten. */
export function withTimers(look: Look, plans: readonly PlannedTimer[], now: string): Look {
  const timers = plans.map(({ name, expression }) => {
    const before = look.timers?.[name];
    return [name, before?.expression === expression ? before : { expression, since: now }] as const;
  });
  return { ...look, timers: Object.fromEntries(timers) };
}

/** Since when a timer has had its schedule (epoch milliseconds); undefined before a tick has noted it. */
export function plannedSince({ timers }: Look, { name, expression }: PlannedTimer): number | undefined {
  const planned = timers?.[name];
  return planned?.expression === expression ? Date.parse(planned.since) : undefined;
}

/** A look with what was found of some neighbours now. A level that is still the same keeps its time. */
export function withEnds(
  look: Look,
  found: Readonly<Partial<Record<EndName, Pick<LookedEnd, 'level' | 'says'>>>>,
  now: string,
): Look {
  const ends = { ...look.ends };
  for (const name of ENDS) {
    const end = found[name];
    const before = look.ends[name];
    if (end) ends[name] = { ...end, lookedAt: now, since: before?.level === end.level ? before.since : now };
  }
  const is = ENDS.every((name) => ends[name]?.level !== 'error');
  const healthy = look.healthy?.is === is ? look.healthy : { is, since: now };
  return { ...look, ends, healthy };
}

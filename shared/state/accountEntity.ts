import * as z from 'zod';
import { OUTCOMES } from '../outcomes/outcome.ts';
import { type AccountedBatch, type BatchEnd, type RunNote, runKindSchema } from '../sync/ports/runAccount.ts';

/** No batch is called so: its id begins with its run's. */
export const NOTE = '~';
const PREFIX = 'run-';
/** The first text behind those that begin with `run-`. */
export const BEHIND_RUNS = 'run.';

export function accountPartition(runId: string): string {
  return `${PREFIX}${runId}`;
}

export function runOfPartition(partition: string): string {
  return partition.slice(PREFIX.length);
}

const countsSchema = z.partialRecord(z.enum(OUTCOMES), z.number());
const codesSchema = z.record(z.string(), z.number());

const noteSchema = z.object({
  mode: runKindSchema,
  stage: z.enum(['waiting', 'selecting', 'ended', 'givenUp']),
  name: z.string().optional(),
  cancelledAt: z
    .string()
    .optional()
    .transform((text) => text || undefined),
  endedAt: z.string().optional(),
  found: z.string().optional(),
});

const codesText = z
  .string()
  .default('{}')
  .transform((text) => codesSchema.parse(JSON.parse(text)));

const entitySchema = z.object({
  size: z.number().default(0),
  /** Its parts are accounted for instead. */
  replaced: z.boolean().default(false),
  /** Given by Table Storage with every write. */
  timestamp: z.string().optional(),
  rejectedByCode: codesText,
  othersByCode: codesText,
  notInHubSpot: z.number().default(0),
  counts: z
    .string()
    .default('{}')
    .transform((text) => countsSchema.parse(JSON.parse(text))),
  compared: z.boolean().default(false),
  /** Absent of what an earlier version stored. */
  endedAt: z.string().optional(),
  durationMs: z.number().optional(),
  calls: z.number().default(0),
  resync: z.boolean().default(false),
});

/** A batch as its entity says; `replaced`: its parts count instead. */
export interface StoredBatch extends AccountedBatch {
  readonly replaced: boolean;
  readonly timestamp: string | undefined;
}

export function parseBatch(entity: unknown): StoredBatch {
  const { endedAt, durationMs, calls, resync, compared, timestamp, ...rest } = entitySchema.parse(entity);
  const facts = { durationMs, calls, isResync: resync };
  const end = endedAt === undefined ? undefined : { endedAt: Date.parse(endedAt), ...facts };
  return { ...rest, timestamp, end, isCompared: compared };
}

/** Undefined of what another version noted. */
export function parseNote(entity: unknown): RunNote | undefined {
  return noteSchema.safeParse(entity).data;
}

export function endFields(end: BatchEnd | 'compared'): Readonly<Record<string, string | number | boolean>> {
  if (end === 'compared') return { compared: true };
  const { endedAt, durationMs, calls, isResync } = end;
  return {
    endedAt: new Date(endedAt).toISOString(),
    calls,
    ...(durationMs === undefined ? {} : { durationMs: Math.max(0, durationMs) }),
    ...(isResync ? { resync: true } : {}),
  };
}

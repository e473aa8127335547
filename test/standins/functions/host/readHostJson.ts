import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseTimeSpan } from './timeSpan.ts';

const OVERRIDE_PREFIX = 'AzureFunctionsJobHost__';
/** Flex, Premium and Dedicated plans; the classic Consumption plan has 5 minutes. */
const DEFAULT_FUNCTION_TIMEOUT = '00:30:00';
const DEFAULT_BATCH_SIZE = 16;

const timeSpan = z.string().transform((text, context) => {
  try {
    return parseTimeSpan(text);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});

const number = z.coerce.number().int();

const queuesSchema = z
  .object({
    batchSize: number.min(1).max(32).default(DEFAULT_BATCH_SIZE),
    newBatchThreshold: number.min(0).optional(),
    visibilityTimeout: timeSpan.prefault('00:00:00'),
    maxDequeueCount: number.min(1).default(5),
    maxPollingInterval: timeSpan.prefault('00:01:00').pipe(z.number().min(100)),
    messageEncoding: z
      .string()
      .transform((text) => text.toLowerCase())
      .pipe(z.enum(['base64', 'none']))
      .prefault('base64'),
  })
  .transform((queues) => ({
    ...queues,
    // The host multiplies by its processors; one is assumed here so that runs are alike on every machine.
    newBatchThreshold: queues.newBatchThreshold ?? Math.floor(queues.batchSize / 2),
  }));

const hostSchema = z.object({
  version: z.literal('2.0', { error: 'host.json must have "version": "2.0"' }),
  functionTimeout: z
    .string()
    .default(DEFAULT_FUNCTION_TIMEOUT)
    .transform((text) => (text === '-1' ? Number.POSITIVE_INFINITY : parseTimeSpan(text))),
  extensions: z
    .object({
      queues: queuesSchema.prefault({}),
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
    })
    .prefault({}),
});

/** host.json as the host understands it; times in milliseconds. */
export type HostJson = z.infer<typeof hostSchema>;
export type QueueOptions = HostJson['extensions']['queues'];

/**
 * Reads host.json and lays the settings `AzureFunctionsJobHost__a__b` over it, as the real host does.
 *
 * @throws when the file is missing or a value is outside what the host accepts.
 */
export async function readHostJson(appDir: string, env: Readonly<Record<string, string>>): Promise<HostJson> {
  const tree: unknown = JSON.parse(await readFile(join(appDir, 'host.json'), 'utf8'));
  const root = z.record(z.string(), z.unknown()).parse(tree);
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(OVERRIDE_PREFIX))
      setValue(root, name.slice(OVERRIDE_PREFIX.length).split('__'), value);
  }
  const parsed = hostSchema.safeParse(root);
  if (!parsed.success) throw new Error(`host.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** .NET configuration does not tell upper from lower case, so an existing key is found in any case. */
function setValue(tree: Record<string, unknown>, path: readonly string[], value: string): void {
  const [wanted, ...rest] = path;
  if (wanted === undefined) return;
  const key = Object.keys(tree).find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const child = isRecord(tree[key]) ? tree[key] : {};
  tree[key] = child;
  setValue(child, rest, value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

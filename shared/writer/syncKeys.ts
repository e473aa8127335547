import { withBackoff } from '../backoff.ts';
import { type LocalApp, openLocalApp } from '../compose/openLocalApp.ts';
import { type Environment, loadSettings } from '../config/settings.ts';
import type { OutcomeCounts } from '../outcomes/countOutcomes.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import { newRunId } from '../sync/ports/ids.ts';
import type { Log } from '../sync/ports/log.ts';
import { countingCalls } from '../telemetry/countCalls.ts';
import { foretellKeys } from './foretellKeys.ts';
import { type KeySpool, openKeySpool } from './keySpool.ts';
import { RunTally } from './runTally.ts';
import { type SyncResult, toResult } from './syncResult.ts';
import type { RecordSink } from './syncRun.ts';
import type { KeyedWish } from './syncWish.ts';
import { writeKeys } from './writeKeys.ts';

export interface SyncSurroundings {
  readonly env: Environment;
  readonly stateDir: string;
  readonly log: Log;
  /** Told where things last, before anything is read. */
  readonly onOpen?: ((store: string, runId: string) => void) | undefined;
  /** Told how many associates were found, before the first one is judged. */
  readonly onFound?: ((total: number) => void) | undefined;
}

/** The keys of a run, in chunks; null for a row without one. */
export type KeySource = (
  local: LocalApp,
  connectionString: string,
) => AsyncIterable<readonly (string | null)[]>;

const BACKOFF = { tries: 3, baseMs: 1_000, maxWaitMs: 10_000 };
const KEYLESS = 'KEY_MISSING';

/** Brings the associates of these keys to HubSpot, from opening the store to closing it. */
export async function syncKeys(
  wish: KeyedWish,
  keysOf: KeySource,
  { env, stateDir, log, onOpen, onFound }: SyncSurroundings,
  sink: RecordSink,
): Promise<SyncResult> {
  const { SYNC_OPERATION, SQL_CONNECTION_STRING } = loadSettings(env);
  const { operation, dryRun = false, limit = Number.POSITIVE_INFINITY, signal } = wish;
  const startedAt = Date.now();
  const runId = newRunId(startedAt);
  const tally = new RunTally(runId, sink.tell);
  const made = { calls: 0 };
  const local = await openLocalApp({
    env,
    stateDir,
    log,
    onOutcomes: tally.onOutcomes,
    onPut: (messages) => {
      for (const message of messages) if ('batchId' in message) tally.comesBack(message.batchId);
    },
  });
  let spool: KeySpool | undefined;
  try {
    const store = describeStore(local);
    log({ level: 'info', operation: 'STATUS', status: 'SUCCESS', message: store, runId });
    onOpen?.(store, runId);
    spool = await openKeySpool(local.parts.keyForms.ledger, limit);
    const keyless = await findKeys(wish, () => keysOf(local, SQL_CONNECTION_STRING), spool);
    onFound?.(spool.count + keyless);
    const toSendAgain = operation === SYNC_OPERATION || dryRun ? 0 : spool.count;
    if (toSendAgain > 0) tellOperation(operation, SYNC_OPERATION, toSendAgain, { runId, log });
    const work = { spool, operation, runId, signal, log, tally, sink };
    const { counts, byCode, end } = await countingCalls(made, () =>
      dryRun ? foretellKeys(work, local.parts) : writeKeys(work, local),
    );
    const total = spool.count + keyless;
    const seconds = (Date.now() - startedAt) / 1000;
    const facts = { runId, operation, dryRun, total, calls: made.calls, seconds, toSendAgain, ...end };
    return toResult({ ...facts, byCode: withKeyless(byCode, keyless) }, withRejected(counts, keyless));
  } finally {
    spool?.close();
    await local.close();
  }
}

/** Fills the spool; answers how many rows have no key. */
async function findKeys(
  { limit = Number.POSITIVE_INFINITY, signal }: KeyedWish,
  keys: () => AsyncIterable<readonly (string | null)[]>,
  spool: KeySpool,
): Promise<number> {
  return withBackoff(async () => {
    spool.clear();
    let keyless = 0;
    for await (const chunk of keys()) {
      spool.add(chunk.filter((key) => key !== null));
      keyless += chunk.filter((key) => key === null).length;
      if (signal?.aborted || spool.count >= limit) break;
    }
    return keyless;
  }, BACKOFF);
}

/** Where things last, and what an earlier run has left there. */
export function describeStore({ store, left }: LocalApp): string {
  return left === 0
    ? store
    : `${store} ${left} batches that an earlier run has left are done in this one as well.`;
}

function tellOperation(
  operation: WriteOperation,
  own: WriteOperation,
  most: number,
  { runId, log }: { readonly runId: string; readonly log: Log },
): void {
  log({
    level: 'warn',
    operation: 'STATUS',
    status: 'SUCCESS',
    message: `This run is an ${operation}, and SYNC_OPERATION is ${own}: the next regular run sends up to ${most} contacts once more.`,
    runId,
  });
}

function withKeyless(
  byCode: Readonly<Record<string, number>>,
  keyless: number,
): Readonly<Record<string, number>> {
  return keyless === 0 ? byCode : { ...byCode, [KEYLESS]: (byCode[KEYLESS] ?? 0) + keyless };
}

function withRejected(counts: OutcomeCounts, keyless: number): OutcomeCounts {
  return { ...counts, rejected: (counts.rejected ?? 0) + keyless };
}

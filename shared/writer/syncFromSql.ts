import { withBackoff } from '../backoff.ts';
import { type LocalApp, openLocalApp } from '../compose/openLocalApp.ts';
import { type Environment, loadSettings } from '../config/settings.ts';
import type { OutcomeCounts } from '../outcomes/countOutcomes.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import { queryKeys } from '../source/queryKeys.ts';
import { newRunId } from '../sync/ports/ids.ts';
import type { Log } from '../sync/ports/log.ts';
import { countingCalls } from '../telemetry/countCalls.ts';
import { checkWish } from './checkWish.ts';
import { foretellKeys } from './foretellKeys.ts';
import { type KeySpool, openKeySpool } from './keySpool.ts';
import { RunTally } from './runTally.ts';
import { type SyncResult, toResult } from './syncResult.ts';
import type { RecordSink } from './syncRun.ts';
import type { SyncWish } from './syncWish.ts';
import { writeKeys } from './writeKeys.ts';

export interface SyncSurroundings {
  readonly env: Environment;
  readonly stateDir: string;
  readonly log: Log;
}

const BACKOFF = { tries: 3, baseMs: 1_000, maxWaitMs: 10_000 };
const KEYLESS = 'KEY_MISSING';

/** A run of `ContactWriter`, from opening the store to closing it. */
export async function syncFromSql(
  wish: SyncWish,
  { env, stateDir, log }: SyncSurroundings,
  sink: RecordSink,
): Promise<SyncResult> {
  checkWish(wish);
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
    tellStore(local, runId, log);
    spool = await openKeySpool(local.parts.keyForms.ledger, limit);
    const keyless = await findKeys(wish, SQL_CONNECTION_STRING, spool, local);
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
  wish: SyncWish,
  connectionString: string,
  spool: KeySpool,
  { parts }: LocalApp,
): Promise<number> {
  const { limit = Number.POSITIVE_INFINITY, signal } = wish;
  await parts.database().wake();
  const table = await parts.table();
  const choice = wish.query === undefined ? { where: wish.where } : { query: wish.query };
  return withBackoff(async () => {
    spool.clear();
    let keyless = 0;
    for await (const keys of queryKeys(connectionString, choice, table)) {
      spool.add(keys.filter((key) => key !== null));
      keyless += keys.filter((key) => key === null).length;
      if (signal?.aborted || spool.count >= limit) break;
    }
    return keyless;
  }, BACKOFF);
}

function tellStore({ store, left }: LocalApp, runId: string, log: Log): void {
  const message =
    left === 0
      ? store
      : `${store} ${left} batches that an earlier run has left are done in this one as well.`;
  log({ level: 'info', operation: 'STATUS', status: 'SUCCESS', message, runId });
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

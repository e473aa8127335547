import type { App } from '../compose/compose.ts';
import type { Parts } from '../compose/composeParts.ts';
import { openLocalApp } from '../compose/openLocalApp.ts';
import { newRunId } from '../sync/ports/ids.ts';
import type { Log } from '../sync/ports/log.ts';
import { countingCalls } from '../telemetry/countCalls.ts';
import { RunTally } from './runTally.ts';
import { describeStore, type SyncSurroundings } from './syncKeys.ts';
import { type SyncResult, toResult } from './syncResult.ts';
import type { RecordSink } from './syncRun.ts';
import { batchOf, whyEnded } from './whyEnded.ts';

/** `changes`: what changed since the watermark. `full`: the whole table. `reconcile`: the whole table against the ledger, as every night. */
export type Pass = 'changes' | 'full' | 'reconcile';

/** What such a run came to. What an earlier run had left counts once it is done. */
export interface ChangesResult extends SyncResult {
  /** Batches that wait in the store, those that an earlier run has left included. */
  readonly waitingBatches: number;
}

/** The regular runs of the timers, in a process that does itself what they would leave to the queue. */
export interface ChangesSync {
  /** Where things last, and what an earlier run has left there. */
  readonly store: string;
  /**
   * Finds what is to be brought to HubSpot, and brings it there, until nothing is left. The watermark moves as in the functions: whatever
   * ends the run, the next one goes on.
   *
   * @throws ConfigurationError, RetryLater or StopAndAlert where nothing can be found.
   */
  run(pass: Pass, signal: AbortSignal): Promise<ChangesResult>;
  /** Records that have come to their end, and that were found, in the run that is on. */
  readonly found: number;
  close(): Promise<void>;
}

/** @throws ConfigurationError where a setting of the store is wrong, or another process has it. */
export async function openChangesSync(
  { env, stateDir, log }: SyncSurroundings,
  sink: RecordSink,
): Promise<ChangesSync> {
  let tally = new RunTally(undefined, sink.tell);
  const local = await openLocalApp({
    env,
    stateDir,
    log,
    onOutcomes: (batch) => tally.onOutcomes(batch),
    onPut: (messages) => {
      for (const message of messages) {
        if (!('batchId' in message)) continue;
        if (tally.isOpen(message.batchId)) tally.comesBack(message.batchId);
        else tally.expect(message.batchId, message.changes.length);
      }
    },
  });
  const { app, parts } = local;

  return {
    store: describeStore(local),

    async run(pass, signal) {
      const startedAt = Date.now();
      tally = new RunTally(undefined, sink.tell);
      const made = { calls: 0 };
      const asked = pass === 'full' ? await app.startDetection('full') : undefined;
      const finder = createFinder(pass, app, log);
      const refill = async () => {
        await sink.room();
        return finder.find();
      };
      const onSettled = (message: unknown) => {
        const batchId = batchOf(message);
        if (batchId !== undefined) tally.settle(batchId);
      };
      const end = await countingCalls(made, () => local.workOff({ signal, refill, onSettled }));
      const { counts, byCode, found: total } = tally;
      const runId = asked?.runId ?? finder.runId ?? newRunId(startedAt);
      const facts = { runId, operation: app.operation(), dryRun: false, total, byCode, calls: made.calls };
      const stopped = finder.isPaused && end.by === 'end' ? await whyPaused(parts) : whyEnded(end);
      const seconds = (Date.now() - startedAt) / 1000;
      const result = toResult({ ...facts, seconds, toSendAgain: 0, ...stopped }, counts);
      return { ...result, waitingBatches: await parts.queue().length() };
    },

    get found() {
      return tally.found;
    },

    close: () => local.close(),
  };
}

/** Finds what is to be done, a part each time. */
interface Finder {
  /** Whether there may be more on the queue now. */
  find(): Promise<boolean>;
  /** The run that found something first. */
  readonly runId: string | undefined;
  /** HubSpot refuses every call, so that nothing was looked for. */
  readonly isPaused: boolean;
}

function createFinder(pass: Pass, app: App, log: Log): Finder {
  let isAll = false;
  let runId: string | undefined;
  let isPaused = false;
  return {
    async find() {
      if (isAll) return false;
      const { found, ...part } = await findPart(pass, app, log);
      runId ??= part.runId;
      isPaused = part.stoppedBy === 'circuitOpen';
      const isFull = part.stoppedBy === 'queueFull';
      // A detection that a message began goes on in the next one, once it has ended.
      const isOther = part.stoppedBy === 'anotherDetector' || part.stoppedBy === 'anotherRun';
      isAll = !isFull && !isOther && part.stoppedBy !== 'timeLimit';
      // What waits on a full queue has to be done first.
      return !isOther && (!isFull || found > 0);
    },
    get runId() {
      return runId;
    },
    get isPaused() {
      return isPaused;
    },
  };
}

async function findPart(pass: Pass, app: App, log: Log) {
  if (pass === 'reconcile') {
    const { runId, enqueued, stoppedBy } = await app.night(log);
    return { runId, found: enqueued, stoppedBy };
  }
  const { runId, detected, stoppedBy } = await app.tick(log);
  return { runId, found: detected, stoppedBy };
}

type Stopped = Pick<SyncResult, 'stoppedBy' | 'reason'>;

async function whyPaused({ circuit }: Parts): Promise<Stopped> {
  const open = await circuit(() => undefined).read();
  const reason = open && { code: open.code, message: open.reason };
  return { stoppedBy: 'failure', reason };
}

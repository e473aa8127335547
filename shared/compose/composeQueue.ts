import { StopAndAlert } from '../errors.ts';
import { parseBatchMessage, parseRunMessage } from '../state/batchQueue.ts';
import { adopt } from '../sync/adopt/adopt.ts';
import { upsertBatch } from '../sync/batch/upsertBatch.ts';
import { openOnRefusal } from '../sync/health/openOnRefusal.ts';
import { noteEnd } from '../sync/longRun/noteRun.ts';
import type { Log } from '../sync/ports/log.ts';
import type { BatchMessage, ReplayMessage, RunMessage } from '../sync/ports/messages.ts';
import { isolate, isToBeIsolated } from '../sync/queue/isolate.ts';
import { carryOn, putBackOnFailure } from '../sync/queue/putBack.ts';
import { dropUnreadable, quarantine, quarantiningCrashes } from '../sync/queue/quarantine.ts';
import { redelivered } from '../sync/queue/redelivered.ts';
import { giveUpRun } from '../sync/runs/giveUpRun.ts';
import { verify } from '../sync/verify/verify.ts';
import type { Parts } from './composeParts.ts';

/** A message's share of a run ends here, well before the host's time limit of ten minutes. */
const RUN_TIME_LIMIT_MS = 240_000;

/** What messages of the queue set in motion. */
export interface QueueWork {
  /**
   * A message of the queue: a batch, or a run to carry on. `delivery`: 1 for the first one; of a message that the host hands
   * out again it is unknown what the earlier deliveries did.
   */
  workOn(message: unknown, delivery: number, log: Log): Promise<void>;
  quarantineBatch(message: unknown, log: Log): Promise<void>;
}

/** Puts together what works on the queue; a detection and a page of a replay are begun by others too. */
export function composeQueue(
  parts: Parts,
  others: {
    readonly detect: (runId: string, log: Log) => Promise<unknown>;
    readonly replayPage: (message: ReplayMessage) => Promise<unknown>;
  },
): QueueWork {
  const { clock, mapping, accounts, hubspot, telemetry, scan, circuit, documents, common, writing } = parts;
  const { adoption, verification } = documents;

  const puttingBack = (log: Log) => ({
    ...common(log),
    /** Read where it is needed: a setting that is wrong must not keep a message from being put back. */
    get quietMs() {
      return parts.quietMs();
    },
  });
  const quarantining = (log: Log) => ({ ...common(log), ...parts.tellingAtAnyRate() });

  const workOnBatch = async (message: BatchMessage, log: Log) =>
    putBackOnFailure(message, puttingBack(log), () =>
      openOnRefusal(circuit(log), () =>
        upsertBatch(message, {
          ...writing(message.lane, log, message.operation),
          ...(message.lookAgain ? { contacts: hubspot().operating(message.operation).readingBack } : {}),
        }),
      ),
    );

  const running = (log: Log) => ({
    ...writing('bulk', log),
    portal: hubspot().portal,
    scan: scan(),
    timeLimitMs: RUN_TIME_LIMIT_MS,
    batchSize: mapping().sync.batchSize,
  });
  const adoptOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () =>
      adopt(runId, { ...running(log), document: adoption(), notes: parts.notes() }),
    );
  const verifyOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () => verify(runId, { ...running(log), document: verification() }));

  /** Whether this message is done with; another one may go on. */
  const workOnPart = async (message: RunMessage, log: Log): Promise<boolean> => {
    switch (message.kind) {
      case 'adopt':
        return adoptOn(message.runId, log);
      case 'verify':
        return verifyOn(message.runId, log);
      case 'detect':
        if (await isCancelled(message.runId)) return true;
        await others.detect(message.runId, log);
        await noteEnd(message.runId, { mode: message.mode }, { accounts: accounts(), clock });
        return true;
      case 'replay':
        if (!(await isCancelled(message.runId))) await others.replayPage(message);
        return true;
    }
  };

  const isCancelled = async (runId: string) => (await accounts().readNote(runId))?.cancelledAt !== undefined;

  const workOnRun = (message: RunMessage, log: Log) =>
    carryOn(message, puttingBack(log), () => workOnPart(message, log));

  return {
    async workOn(raw, delivery, log) {
      const run = parseRunMessage(raw);
      if (run) return workOnRun(run, log);
      const message = parseBatchMessage(raw);
      if (!message) throw new StopAndAlert('MESSAGE_UNREADABLE', 'A message on the queue is none of ours.');
      const again = redelivered(message, delivery);
      if (isToBeIsolated(again, delivery)) return isolate(again, common(log));
      await quarantiningCrashes(again, delivery, quarantining(log), () => workOnBatch(again, log));
    },

    async quarantineBatch(raw, log) {
      const message = parseBatchMessage(raw);
      if (message) return quarantine(message, quarantining(log));
      const run = parseRunMessage(raw);
      if (run) return giveUpRun(run, common(log));
      dropUnreadable({ log, telemetry: telemetry() });
    },
  };
}

import type { LocalApp } from '../compose/openLocalApp.ts';
import { enqueue } from '../sync/queue/enqueue.ts';
import type { KeysDone, KeyWork } from './keyWork.ts';
import { batchOf, whyEnded } from './whyEnded.ts';

/** Batches that are put on the queue together, and the most that are on it: in an outage they all wait there. */
const TOGETHER = 8;
const MOST_WAITING = 32;

/** Brings the associates to HubSpot as the functions do: by batches on a queue, which is worked on here. */
export async function writeKeys(work: KeyWork, { parts, left, workOff }: LocalApp): Promise<KeysDone> {
  const { spool, operation, runId, signal, log, tally, sink } = work;
  const { batchSize } = parts.mapping().sync;
  let batches = 0;
  const refill = async () => {
    await sink.room();
    if ((await parts.queue().length()) >= MOST_WAITING) return false;
    const keys = spool.next(batchSize * TOGETHER);
    if (keys.length === 0) return false;
    const changes = keys.map((key) => ({ key, version: '' }));
    const options = { operation };
    batches += await enqueue(changes, runId, batches, 'bulk', { ...parts.common(log), batchSize }, options);
    return true;
  };
  const onSettled = (message: unknown) => {
    const batchId = batchOf(message);
    if (batchId !== undefined) tally.settle(batchId);
  };
  // By itself: what is left may be about the same associates.
  const before = left > 0 ? await workOff({ signal, dueOnly: true }) : undefined;
  const end = before && before.by !== 'end' ? before : await workOff({ signal, refill, onSettled });
  const { counts, byCode } = tally;
  return { counts, byCode, end: whyEnded(end) };
}

import { withBackoff } from '../backoff.ts';
import type { Parts } from '../compose/composeParts.ts';
import { StopAndAlert } from '../errors.ts';
import { addCounts, type OutcomeCounts } from '../outcomes/countOutcomes.ts';
import { foretellBatch } from '../sync/batch/foretellBatch.ts';
import { openClaimBook } from './claimBook.ts';
import type { KeysDone, KeyWork } from './keyWork.ts';
import { countCodes } from './runTally.ts';

const BACKOFF = { tries: 5, baseMs: 1_000, maxWaitMs: 30_000 };

/** What writing these keys would come to, batch by batch; nothing is written anywhere. */
export async function foretellKeys(work: KeyWork, parts: Parts): Promise<KeysDone> {
  const { spool, operation, signal, log, sink } = work;
  const { batchSize } = parts.mapping().sync;
  let counts: OutcomeCounts = {};
  let byCode: Readonly<Record<string, number>> = {};
  const claims = await openClaimBook();
  const done = (end: KeysDone['end']): KeysDone => ({ counts, byCode, end });
  try {
    const writing = { ...parts.writing('bulk', log, operation), claims };
    await withBackoff(() => writing.circuit.pass({ now: true }), BACKOFF);
    // What somebody has changed in the portal, a call that writes would tell.
    await withBackoff(() => writing.rules.refresh(), BACKOFF);
    for (;;) {
      if (signal?.aborted) return done({ stoppedBy: 'signal', reason: undefined });
      const keys = spool.next(batchSize);
      if (keys.length === 0) return done({ stoppedBy: 'end', reason: undefined });
      await sink.room();
      const { records, counts: ofBatch } = await withBackoff(() => foretellBatch(keys, writing), BACKOFF);
      const told = records.map(({ key, verdict: { outcome, code, properties, hubspotId }, changes }) => {
        return { key, outcome, code, properties, hubspotId, changes };
      });
      for (const record of told) sink.tell(record);
      counts = addCounts(counts, ofBatch);
      byCode = addCounts(byCode, countCodes(told));
    }
  } catch (error) {
    if (!(error instanceof StopAndAlert)) throw error;
    return done({ stoppedBy: 'failure', reason: { code: error.code, message: error.message } });
  } finally {
    claims.close();
  }
}

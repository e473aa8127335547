import { newRunId } from '../../shared/sync/ports/ids.ts';
import { lastWholeWeek } from '../../shared/sync/weekly/week.ts';
import { countedSince } from './countedSince.ts';
import type { System } from './startSystem.ts';

const HOUR_MS = 3_600_000;

/** Three hundred records that ended in the last hours of the last whole week, as workers account for them; the counters began before it. */
export async function recordsOfLastWeek({ storage, accounts }: System): Promise<void> {
  const { from, to } = lastWholeWeek(Date.now());
  await countedSince(storage.connectionString, from - HOUR_MS);
  for (const hoursBefore of [9, 5, 1]) {
    const endedAt = to - hoursBefore * HOUR_MS;
    const runId = newRunId(endedAt - 60_000);
    const result = {
      counts: { created: 40, updated: 50, unchanged: 3, rejected: 4, conflict: 2, failed: 1 },
      rejectedByCode: { EMAIL_INVALID: 3, CEDULA_INVALID: 1 },
      othersByCode: { EMAIL_TAKEN: 2, POISON: 1 },
      notInHubSpot: 1,
    };
    const end = { endedAt, durationMs: 800, calls: 2 };
    await accounts.finishBatch(runId, `${runId}-1`, 100, result, end);
    await accounts.addDetected(runId, [{ batchId: `${runId}-2`, size: 7 }]);
  }
}

import { withBackoff } from '../backoff.ts';
import { LostRace } from '../errors.ts';
import { countOutcomes } from './countOutcomes.ts';
import type { BatchMessage, Log, OutcomeLedger, RecordOutcome, RunAccount } from './ports.ts';

export interface QuarantineParts {
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount;
  readonly log: Log;
}

/** A poison queue has no poison queue of its own: what fails here is not seen again for minutes, or ever. */
const BACKOFF = { tries: 6, baseMs: 500, maxWaitMs: 30_000 };

/**
 * Records every associate of a batch that crashed the code on each delivery as `failed`, code POISON, so that the
 * message may go and nothing is lost.
 *
 * @throws RetryLater when Storage does not answer for half a minute.
 */
export async function quarantine(message: BatchMessage, parts: QuarantineParts): Promise<void> {
  const outcomes = await withBackoff(() => storeFailed(message, parts.ledger), BACKOFF);
  const { runId, batchId, changes } = message;
  await withBackoff(
    () => parts.accounts.finishBatch(runId, batchId, changes.length, countOutcomes(outcomes)),
    BACKOFF,
  );
  parts.log({
    level: 'error',
    operation: 'QUARANTINE',
    status: 'FAILED',
    code: 'POISON',
    message: `${outcomes.length} records: the batch crashed on every delivery. Resync them once the cause is mended.`,
    batchId,
    runId,
  });
}

async function storeFailed(message: BatchMessage, ledger: OutcomeLedger): Promise<readonly RecordOutcome[]> {
  const { runId, batchId, attempt } = message;
  const keys = message.changes.map(({ key }) => key);
  const previous = await ledger.read(keys);
  const outcomes = [...new Set(keys)].map((key) => ({
    key,
    outcome: 'failed' as const,
    code: 'POISON',
    properties: [],
    hubspotId: previous.get(key)?.hubspotId,
    sourceVersion: undefined,
    // What HubSpot holds by now is in doubt.
    fingerprint: undefined,
    batchId,
    runId,
    attempts: attempt,
    durationMs: 0,
  }));
  if (await ledger.commit(outcomes, previous)) return outcomes;
  throw new LostRace(`batch ${batchId}`, keys);
}

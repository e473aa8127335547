import { ConfigurationError, RetryLater, StopAndAlert } from '../errors.ts';
import type { BatchQueue, PreflightFinding, StateDocument } from './ports.ts';

export interface StatusParts {
  readonly preflight: () => Promise<readonly PreflightFinding[]>;
  readonly queue: BatchQueue;
  readonly watermarks: StateDocument;
}

/** How the sync is, for an operator. */
export interface Status {
  /** Whether nothing below is an error. */
  readonly healthy: boolean;
  /** Settings and mapping file: one sentence per problem. */
  readonly configuration: readonly string[];
  readonly sqlServer: readonly PreflightFinding[];
  readonly storage: { readonly level: 'ok' | 'error' | 'unknown'; readonly message: string };
  /** Batches that wait, about; undefined when Storage does not say. */
  readonly waitingBatches: number | undefined;
  /** Where detection stands, as the change feed wrote it; undefined before the first run. */
  readonly watermark: unknown;
}

/**
 * Looks at every dependency and says how it is. Never throws for what may be wrong: that is the answer.
 * `parts` is built late, because building it may be what fails.
 */
export async function readStatus(parts: () => StatusParts): Promise<Status> {
  const nothing = { sqlServer: [], waitingBatches: undefined, watermark: undefined };
  try {
    const { preflight, queue, watermarks } = parts();
    const [sqlServer, stored] = await Promise.all([preflight(), readStorage(queue, watermarks)]);
    const healthy = stored.storage.level === 'ok' && sqlServer.every(({ level }) => level !== 'error');
    return { healthy, configuration: [], sqlServer, ...stored };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const storage = { level: 'unknown', message: 'Not looked at: the configuration is wrong.' } as const;
    return { healthy: false, configuration: error.problems, storage, ...nothing };
  }
}

async function readStorage(
  queue: BatchQueue,
  watermarks: StateDocument,
): Promise<Pick<Status, 'storage' | 'waitingBatches' | 'watermark'>> {
  try {
    const [waitingBatches, watermark] = await Promise.all([queue.length(), watermarks.read()]);
    const storage = { level: 'ok', message: 'Queue and tables answer.' } as const;
    return { storage, waitingBatches, watermark: watermark && JSON.parse(watermark.text) };
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    const storage = { level: 'error', message: error.message } as const;
    return { storage, waitingBatches: undefined, watermark: undefined };
  }
}

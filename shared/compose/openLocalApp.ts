import type { Environment } from '../config/settings.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { createStorageClients, storageConnectionName } from '../state/storageClients.ts';
import { type LocalStores, openSharedStores } from '../state/stores.ts';
import type { OnOutcomes } from '../sync/ports/batchDone.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { Log } from '../sync/ports/log.ts';
import type { BatchMessage, RunMessage } from '../sync/ports/messages.ts';
import { causeOf } from '../sync/queue/causeOf.ts';
import { workOff } from '../sync/queue/workOff.ts';
import { type App, compose } from './compose.ts';
import { composeParts, type Parts } from './composeParts.ts';

/** Where things last without Azure, unless said otherwise. */
export const STATE_DIRECTORY = '.hubspot-sync';

export interface LocalAppOptions {
  readonly env: Environment;
  /** The directory of the store without Azure. */
  readonly stateDir: string;
  readonly log: Log;
  readonly onOutcomes?: OnOutcomes;
  /** Messages were put on the queue, for the first time or back. */
  readonly onPut?: (messages: readonly (BatchMessage | RunMessage)[]) => void;
}

export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Ends when nothing is due, too: what waits for its time stays. */
  readonly dueOnly?: boolean;
  /** Puts more on the queue, where there is more and it has room; false otherwise. */
  readonly refill?: () => Promise<boolean>;
  /** A delivery is done, and the message gone or put back by its own work; not one that is given back. */
  readonly onSettled?: (message: unknown) => void;
}

/** How work on the queue ended. */
export type WorkEnd =
  /** Nothing is left. */
  | { readonly by: 'end' }
  /** The signal was given: what was in work is done, the rest waits. */
  | { readonly by: 'signal' }
  /** A person has to mend something first; the rest waits. */
  | { readonly by: 'failure'; readonly reason: StopAndAlert };

/** The app in a process that does itself what the Functions host does in Azure. */
export interface LocalApp {
  readonly app: App;
  readonly parts: Parts;
  /** Where things last, as a sentence. */
  readonly store: string;
  /** Batches that an earlier process has left on the queue: they are done first. */
  readonly left: number;
  /** Works on the queue until it is empty. Whatever ends it, nothing on the queue is lost. */
  workOff(options?: WorkOptions): Promise<WorkEnd>;
  close(): Promise<void>;
}

/**
 * Opens the app with the store that the settings say: that of the deployed app where `SyncStorage` is set, else a directory.
 *
 * @throws ConfigurationError where the setting of the store is wrong, or another process has it. Other settings are read with the first use of
 * what needs them.
 */
export async function openLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const clock: Clock = { now: () => Date.now() };
  const { stores, store } = await openStores(options, clock);
  try {
    const left = await stores.queue.takeUp();
    return { ...start(options, stores, clock), store, left };
  } catch (error) {
    await stores.close();
    throw error;
  }
}

function start(
  { env, log, onOutcomes, onPut }: LocalAppOptions,
  stores: LocalStores,
  clock: Clock,
): Omit<LocalApp, 'store' | 'left'> {
  let reason: StopAndAlert | undefined;
  const queue: LocalStores['queue'] = {
    ...stores.queue,
    async put(messages, delayMs) {
      onPut?.(messages);
      await stores.queue.put(messages, delayMs);
    },
  };
  const parts = composeParts(env, {
    stores: () => ({ ...stores, queue }),
    ...(onOutcomes ? { onOutcomes } : {}),
    onPutBack: (why) => {
      if (why instanceof StopAndAlert) reason ??= why;
    },
  });
  const app = compose(env, parts);
  const tryHubSpot = async () => {
    try {
      await parts.circuit(log).pass({ now: true });
    } catch (error) {
      // The first batch meets it as well, and is put back.
      if (!(error instanceof StopAndAlert || error instanceof RetryLater)) throw error;
    }
  };
  return {
    app,
    parts,

    async workOff({ signal, dueOnly = false, refill = async () => false, onSettled = () => undefined } = {}) {
      reason = undefined;
      await tryHubSpot();
      await workOff({
        deliveries: queue,
        work: (message, delivery) => app.workOn(message, delivery, log),
        quarantine: (message) => app.quarantineBatch(message, log),
        refill,
        isToEnd: () => reason !== undefined,
        dueOnly,
        onSettled,
        onCrash: (error) =>
          log({ level: 'error', operation: 'BATCH', status: 'FAILED', message: causeOf(error) }),
        clock,
        signal,
      });
      if (reason) return { by: 'failure', reason };
      return { by: signal?.aborted ? 'signal' : 'end' };
    },

    async close() {
      await app.close();
      await stores.close();
    },
  };
}

async function openStores(
  { env, stateDir }: LocalAppOptions,
  clock: Clock,
): Promise<{ readonly stores: LocalStores; readonly store: string }> {
  if (storageConnectionName(env) === 'SyncStorage') {
    const stores = await openSharedStores(createStorageClients(env), clock);
    return { stores, store: 'The store is that of the deployed app (SyncStorage).' };
  }
  // Not in the Functions worker, which has no use for it.
  const { openEmbeddedStores } = await import('../state/embedded/embeddedStores.ts');
  const stores = await openEmbeddedStores(stateDir, clock);
  return { stores, store: `The store is ${stateDir} on this machine: one portal, one store.` };
}

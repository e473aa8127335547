import type { SyncRecord, SyncResult } from './syncResult.ts';

/** A run that has begun: await it for its result, or go through its records as they come to their outcomes, and await it then. */
export interface SyncRun extends Promise<SyncResult>, AsyncIterable<SyncRecord> {}

/** Records that are kept while whoever goes through them is busy; a batch that ends may have some more. */
const ROOM = 1_000;

/** Where a run tells its records. */
export interface RecordSink {
  tell(record: SyncRecord): void;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
}

/**
 * Begins a run. Records are kept only for somebody who goes through them, which has to begin before anything else is awaited; the run waits
 * for whoever is slower than it. Who leaves off early lets the run go on by itself.
 */
export function beginRun(work: (sink: RecordSink) => Promise<SyncResult>): SyncRun {
  const kept: SyncRecord[] = [];
  let isRead = false;
  let isOver = false;
  let wakeReader: () => void = () => undefined;
  let wakeRun: () => void = () => undefined;
  const sink: RecordSink = {
    tell(record) {
      if (!isRead) return;
      kept.push(record);
      wakeReader();
    },
    async room() {
      while (isRead && kept.length >= ROOM) {
        await new Promise<void>((resolve) => {
          wakeRun = resolve;
        });
      }
    },
  };
  const result = Promise.resolve()
    .then(() => work(sink))
    .finally(() => {
      isOver = true;
      wakeReader();
    });

  async function* read(): AsyncGenerator<SyncRecord> {
    try {
      for (;;) {
        const [record] = kept.splice(0, 1);
        if (record) {
          if (kept.length < ROOM) wakeRun();
          yield record;
        } else if (isOver) {
          // Throws what ended the run.
          await result;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
        }
      }
    } finally {
      isRead = false;
      kept.length = 0;
      wakeRun();
    }
  }
  return Object.assign(result, {
    [Symbol.asyncIterator]() {
      isRead = true;
      // Whoever goes through the records meets it there.
      result.catch(() => undefined);
      return read();
    },
  });
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** A text with the tag that proves that nobody changed it since. */
export interface StoredText {
  readonly text: string;
  readonly etag: string;
}

/** So long what was read with others counts as read now; whoever saves on it is told all the same when somebody was faster. */
const FRESH_MS = 1_000;

interface Together {
  readonly at: number;
  readonly texts: Promise<ReadonlyMap<string, StoredText>>;
}

const contexts = new AsyncLocalStorage<{ last: Together | undefined; readonly own: Set<string> }>();

/** Runs work that reads many state documents one after the other: they are read in one request, and again after a second. */
export function readTogether<T>(work: () => Promise<T>): Promise<T> {
  return contexts.run({ last: undefined, own: new Set() }, work);
}

/**
 * A document as it was read with all others; what `alone` says where nobody reads together. One that this work has saved is read
 * alone from then on.
 */
export async function readWithOthers(
  name: string,
  all: () => Promise<ReadonlyMap<string, StoredText>>,
  alone: () => Promise<StoredText | undefined>,
): Promise<StoredText | undefined> {
  const context = contexts.getStore();
  if (!context || context.own.has(name)) return alone();
  const now = performance.now();
  let together = context.last;
  if (!together || now - together.at > FRESH_MS) {
    together = { at: now, texts: all() };
    context.last = together;
  }
  try {
    return (await together.texts).get(name);
  } catch (error) {
    if (context.last === together) context.last = undefined;
    throw error;
  }
}

/** Notes that a document is about to be saved. */
export function noteSave(name: string): void {
  contexts.getStore()?.own.add(name);
}

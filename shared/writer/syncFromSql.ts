import { queryKeys } from '../source/queryKeys.ts';
import { checkWish } from './checkWish.ts';
import { type KeySource, type SyncSurroundings, syncKeys } from './syncKeys.ts';
import type { SyncResult } from './syncResult.ts';
import type { RecordSink } from './syncRun.ts';
import type { SyncWish } from './syncWish.ts';

/** A run of `ContactWriter`, from opening the store to closing it. */
export async function syncFromSql(
  wish: SyncWish,
  around: SyncSurroundings,
  sink: RecordSink,
): Promise<SyncResult> {
  checkWish(wish);
  return syncKeys(wish, chosenBy(wish), around, sink);
}

function chosenBy(wish: SyncWish): KeySource {
  const choice = wish.query === undefined ? { where: wish.where } : { query: wish.query };
  return async function* ({ parts }, connectionString) {
    await parts.database().wake();
    yield* queryKeys(connectionString, choice, await parts.table());
  };
}

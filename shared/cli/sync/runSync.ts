import { loadSettings } from '../../config/settings.ts';
import type { WriteOperation } from '../../outcomes/writeOperation.ts';
import { changedKeys } from '../../writer/changedKeys.ts';
import { type ChangesResult, openChangesSync, type Pass } from '../../writer/syncChanges.ts';
import { syncFromSql } from '../../writer/syncFromSql.ts';
import { type SyncSurroundings, syncKeys } from '../../writer/syncKeys.ts';
import type { SyncResult } from '../../writer/syncResult.ts';
import type { RecordSink } from '../../writer/syncRun.ts';
import type { Context } from '../context.ts';
import { checkSyncOptions } from './checkSyncOptions.ts';
import { describeResult } from './describeResult.ts';
import { recordTeller } from './recordTeller.ts';
import { syncExitCode } from './syncExitCode.ts';
import type { SyncOptions } from './syncOptions.ts';
import { watchChanges } from './watchChanges.ts';

/** Brings associates to HubSpot, or says what would happen. */
export async function runSync(options: SyncOptions, context: Context): Promise<number> {
  const { SYNC_OPERATION } = loadSettings(context.env);
  const operation = checkSyncOptions(options, SYNC_OPERATION);
  if (options.watch) return watchChanges(context);
  const isChosen = options.query !== undefined || options.where !== undefined;
  const isFrozen = options.dryRun === true || options.limit !== undefined;
  const result =
    isChosen || isFrozen
      ? await syncChosen(options, operation, context)
      : await syncRegularly(options, context);
  return finish(result, options, context);
}

/** The keys of a query, or of the feed without moving its watermark. */
async function syncChosen(
  options: SyncOptions,
  operation: WriteOperation,
  { env, stateDir, output, streams, signal }: Context,
): Promise<SyncResult> {
  const { query, where, full, limit, dryRun } = options;
  const sink = recordTeller(options, output, streams.stdout);
  const around: SyncSurroundings = {
    env,
    stateDir,
    log: output.log,
    onOpen: (store, runId) =>
      output.start({ command: 'sync', store, runId, operation, dryRun: dryRun === true }),
    onFound: sink.expect,
  };
  const wish = { operation, limit, dryRun, signal };
  if (query !== undefined) return syncFromSql({ ...wish, query }, around, sink);
  if (where !== undefined) return syncFromSql({ ...wish, where }, around, sink);
  return syncKeys(wish, changedKeys(full ? 'full' : 'changes'), around, sink);
}

/** What the timers of the deployed app do. */
async function syncRegularly(options: SyncOptions, context: Context): Promise<ChangesResult> {
  const { env, stateDir, output, signal } = context;
  const pass: Pass = options.reconcile ? 'reconcile' : options.full ? 'full' : 'changes';
  const teller = recordTeller(options, output, context.streams.stdout);
  const sink: RecordSink = {
    room: teller.room,
    tell(record) {
      teller.tell(record);
      teller.expect(sync.found);
    },
  };
  const sync = await openChangesSync({ env, stateDir, log: output.log }, sink);
  try {
    output.start({ command: 'sync', store: sync.store, pass });
    return await sync.run(pass, signal);
  } finally {
    await sync.close();
  }
}

function finish(result: SyncResult, options: SyncOptions, { output, stoppedBy }: Context): number {
  const exitCode = syncExitCode(result, options, stoppedBy());
  output.result({ json: result, text: describeResult(result, options) }, exitCode);
  return exitCode;
}

import type { Cancelled, Run, Runs } from '../answers/runs.ts';
import { askForFullPass, fullPassRunOf, stopFullPass } from '../source/feeds/askForFullPass.ts';
import { startAdoption } from '../sync/adopt/startAdoption.ts';
import { readStanding } from '../sync/counters/standing.ts';
import { releaseDeletes } from '../sync/deletes/releaseDeletes.ts';
import { startDetection } from '../sync/detect/startDetection.ts';
import { noteEnd, type RunWish } from '../sync/longRun/noteRun.ts';
import type { Log } from '../sync/ports/log.ts';
import type { DetectMessage } from '../sync/ports/messages.ts';
import { type Cancellation, cancelKnownRun } from '../sync/runs/cancelKnownRun.ts';
import { listRuns } from '../sync/runs/listRuns.ts';
import { readRun } from '../sync/runs/readRun.ts';
import { startVerification } from '../sync/verify/startVerification.ts';
import { verifyOnSchedule } from '../sync/verify/verifyOnSchedule.ts';
import type { Parts } from './composeParts.ts';

/** Undefined: the run that was to go on cannot. */
type Started = Promise<{ readonly runId: string; readonly resumed: boolean } | undefined>;

/** The runs that a person starts, looks at and cancels. */
export interface RunRequests {
  startDetection(mode: DetectMessage['mode'], wish?: RunWish): Started;
  startAdoption(dryRun: boolean, wish?: RunWish): Started;
  startVerification(repair: boolean, wish?: RunWish): Started;
  /** What the timer runs, where VERIFY_SCHEDULE is set. */
  verifyOnSchedule(log: Log): Promise<{ readonly stoppedBy: 'end' }>;
  /** Lets the deletes go that the guard holds. */
  releaseDeletes(log: Log, wish?: RunWish): Promise<{ readonly runId: string; readonly released: number }>;
  readRun(runId: string): Promise<Run | undefined>;
  listRuns(page: { readonly top: number; readonly continuation?: string | undefined }): Promise<Runs>;
  cancelRun(runId: string): Promise<Cancelled | Cancellation>;
}

export function composeRuns(parts: Parts): RunRequests {
  const { clock, queue, ledger, accounts, documents, circuit, timers } = parts;
  const { adoption, watermarks, verification, reconciliation, stoppedPass } = documents;
  const starting = () => ({ queue: queue(), accounts: accounts(), clock });
  const reading = () => ({
    records: parts.records(),
    rows: parts.counterRows(),
    adoption: adoption(),
    verification: verification(),
    stoppedPass: stoppedPass(),
    fullPassRun: async () => fullPassRunOf((await watermarks().read())?.text),
    isPaused: async () => (await circuit(() => undefined).read()) !== undefined,
    associates: async () => (await readStanding(parts.counterRows()))?.associates ?? null,
    clock,
  });
  return {
    startDetection: async (mode, wish) =>
      startDetection(
        mode,
        { ...starting(), watermarks: watermarks(), stoppedPass: stoppedPass(), askForFullPass },
        wish,
      ),

    startAdoption: async (dryRun, wish) =>
      startAdoption(dryRun, { ...starting(), document: adoption() }, wish),

    startVerification: async (repair, wish) =>
      startVerification(repair, { ...starting(), document: verification() }, wish),

    verifyOnSchedule: async (log) =>
      timers.noting('verify', async () => {
        const { runId, stoppedBy } = await verifyOnSchedule({ ...starting(), document: verification() });
        log({ level: 'info', operation: 'VERIFY', status: 'SUCCESS', runId, message: 'begun by its timer' });
        return { stoppedBy };
      }),

    async releaseDeletes(log, { name } = {}) {
      const released = await releaseDeletes({
        ...starting(),
        ledger: ledger(),
        guard: parts.guard(log),
        keyForms: parts.keyForms,
        batchSize: parts.mapping().sync.batchSize,
      });
      const noted = { accounts: accounts(), clock };
      await noteEnd(released.runId, { mode: 'releaseDeletes', name }, noted);
      return released;
    },

    readRun: async (runId) => readRun(runId, reading()),
    listRuns: async (page) => listRuns(page, reading()),

    cancelRun: async (runId) =>
      cancelKnownRun(runId, {
        ...reading(),
        accounts: accounts(),
        watermarks: watermarks(),
        reconciliation: reconciliation(),
        stopFullPass,
      }),
  };
}

import { askForFullPass, fullPassRunOf } from '../source/feeds/askForFullPass.ts';
import { startAdoption } from '../sync/adopt/startAdoption.ts';
import { releaseDeletes } from '../sync/deletes/releaseDeletes.ts';
import { startDetection } from '../sync/detect/startDetection.ts';
import type { Log } from '../sync/ports/log.ts';
import type { DetectMessage } from '../sync/ports/messages.ts';
import { type RunProgress, readRun } from '../sync/runs/readRun.ts';
import { startVerification } from '../sync/verify/startVerification.ts';
import type { Parts } from './composeParts.ts';

/** The runs that a person starts and looks at. */
export interface RunRequests {
  startDetection(mode: DetectMessage['mode']): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  startAdoption(dryRun: boolean): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  startVerification(repair: boolean): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  /** Lets the deletes go that the guard holds. */
  releaseDeletes(log: Log): Promise<{ readonly runId: string; readonly released: number }>;
  readRun(runId: string): Promise<RunProgress | undefined>;
}

export function composeRuns(parts: Parts): RunRequests {
  const { clock, queue, ledger, accounts, documents } = parts;
  const { adoption, watermarks, verification } = documents;
  return {
    startDetection: async (mode) =>
      startDetection(mode, {
        watermarks: watermarks(),
        askForFullPass,
        accounts: accounts(),
        queue: queue(),
        clock,
      }),

    startAdoption: async (dryRun) => startAdoption(dryRun, { document: adoption(), queue: queue(), clock }),

    startVerification: async (repair) =>
      startVerification(repair, { document: verification(), queue: queue(), clock }),

    releaseDeletes: async (log) =>
      releaseDeletes({
        ledger: ledger(),
        guard: parts.guard(log),
        queue: queue(),
        accounts: accounts(),
        keyForms: parts.keyForms,
        clock,
        batchSize: parts.mapping().sync.batchSize,
      }),

    readRun: async (runId) =>
      readRun(runId, {
        accounts: accounts(),
        adoption: adoption(),
        verification: verification(),
        fullPassRun: async () => fullPassRunOf((await watermarks().read())?.text),
      }),
  };
}

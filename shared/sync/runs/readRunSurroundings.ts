import { readAdoption } from '../adopt/adoptionState.ts';
import { stopped } from '../detect/startDetection.ts';
import type { Clock } from '../ports/clock.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { readVerification } from '../verify/verificationState.ts';
import type { RunSurroundings } from './toRun.ts';

export interface RunSurroundingsParts {
  readonly adoption: StateDocument;
  readonly verification: StateDocument;
  readonly stoppedPass: StateDocument;
  /** The run that the full pass is counted in, while one is on that somebody asked for. */
  readonly fullPassRun: () => Promise<string | undefined>;
  readonly isPaused: () => Promise<boolean>;
  readonly associates: () => Promise<number | null>;
  readonly clock: Clock;
}

/** What is known of runs beside their accounts. To be read before these: a pass that ends in between has counted all of its batches by then. */
export async function readRunSurroundings(parts: RunSurroundingsParts): Promise<RunSurroundings> {
  const [fullPassRun, stoppedPass, adopted, verified, isPaused, associates] = await Promise.all([
    parts.fullPassRun(),
    stopped(parts.stoppedPass),
    readAdoption(parts.adoption),
    readVerification(parts.verification),
    parts.isPaused(),
    parts.associates(),
  ]);
  return {
    now: parts.clock.now(),
    adoption: adopted.run,
    verification: verified.run,
    fullPassRun,
    stoppedPassRun: stoppedPass?.runId,
    isPaused,
    associates,
  };
}

import type { Telemetry } from '../../telemetry/events.ts';
import type { Log } from '../ports/log.ts';
import type { RunMessage } from '../ports/messages.ts';
import type { RunNotes } from '../ports/runAccount.ts';

export interface GiveUpRunParts {
  readonly accounts: Pick<RunNotes, 'note'>;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

/** How somebody has each kind of run go on, once what ended it is mended. */
const GO_ON: Readonly<Record<RunMessage['kind'], string>> = {
  adopt: 'POST /api/sync {"mode":"adopt"} resumes it where it stands.',
  verify: 'POST /api/sync {"mode":"verify"} resumes it where it stands.',
  detect: 'The next detection goes on from the watermark.',
  replay: 'The reviews that were not sent are still open: replay them again.',
};

/**
 * Says that a run ended every invocation that was to carry it on, so that nobody waits for it. What it did stays done, what
 * it has put on the queue goes on, and how far it has come stays stored.
 *
 * @throws RetryLater when Storage does not answer.
 */
export async function giveUpRun(message: RunMessage, parts: GiveUpRunParts): Promise<void> {
  const { kind, runId } = message;
  const mode = kind === 'detect' ? message.mode : kind;
  await parts.accounts.note(runId, { mode, stage: 'givenUp' });
  const code = 'RUN_GIVEN_UP';
  parts.log({
    level: 'error',
    operation: 'QUARANTINE',
    status: 'FAILED',
    code,
    message: `The run (${kind}) ended every invocation. ${GO_ON[kind]}`,
    runId,
  });
  parts.telemetry.emit({
    name: 'Poison',
    dimensions: { runId, batchId: '', code },
    measurements: { records: 0 },
  });
}

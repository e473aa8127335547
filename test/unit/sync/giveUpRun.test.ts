import { expect, it } from 'vitest';
import type { RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { giveUpRun } from '../../../shared/sync/runs/giveUpRun.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';

const shared = { runId: 'r', attempt: 1 };
const ended: readonly (readonly [RunMessage, RunNote['mode'], string])[] = [
  [{ ...shared, kind: 'adopt' }, 'adopt', 'POST /api/sync {"mode":"adopt"} resumes it'],
  [{ ...shared, kind: 'verify' }, 'verify', 'POST /api/sync {"mode":"verify"} resumes it'],
  [{ ...shared, kind: 'detect', mode: 'full' }, 'full', 'The next detection goes on'],
  [{ ...shared, kind: 'replay', selection: {} }, 'replay', 'replay them again'],
];

it.each(ended)(
  'a run that cannot be carried on is named, with how to go on: %o',
  async (message, mode, says) => {
    const notes: Partial<RunNote>[] = [];
    const lines: LogEntry[] = [];
    const events: SyncEvent[] = [];
    await giveUpRun(message, {
      accounts: { note: async (_, said) => void notes.push(said) },
      log: (line) => void lines.push(line),
      telemetry: { emit: (event) => void events.push(event), flush: async () => undefined },
    });
    expect(notes).toEqual([{ mode, stage: 'givenUp' }]);
    expect(lines).toMatchObject([
      { level: 'error', operation: 'QUARANTINE', status: 'FAILED', code: 'RUN_GIVEN_UP', runId: 'r' },
    ]);
    expect(lines[0]?.message).toContain(says);
    expect(events).toMatchObject([{ name: 'Poison', dimensions: { runId: 'r', code: 'RUN_GIVEN_UP' } }]);
  },
);

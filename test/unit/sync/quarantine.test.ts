import { describe, expect, it } from 'vitest';
import { RetryLater, StorageRefusal } from '../../../shared/errors.ts';
import type { RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import { quarantine, quarantiningCrashes } from '../../../shared/sync/queue/quarantine.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';

function setUp(keys: readonly string[]) {
  const queued: unknown[] = [];
  const split: unknown[] = [];
  const stored: RecordOutcome[] = [];
  const lines: LogEntry[] = [];
  const message: BatchMessage = {
    runId: 'r',
    batchId: 'r-1',
    attempt: 2,
    force: false,
    lane: 'incremental',
    changes: keys.map((key) => ({ key, version: 'v' })),
  };
  const parts = {
    queue: {
      put: async (messages: readonly unknown[]) => void queued.push(...messages),
      length: async () => 0,
    },
    ledger: {
      read: async () => new Map(),
      commit: async (outcomes: readonly RecordOutcome[]) => stored.push(...outcomes) > 0,
    },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Not part of this test.')),
      split: async (...args: readonly unknown[]) => void split.push(args),
    },
    clock: { now: () => 0 },
    log: (entry: LogEntry) => void lines.push(entry),
    telemetry: noTelemetry,
  };
  return { message, parts, queued, split, stored, lines };
}

describe('a batch that crashed the code on every delivery', () => {
  // promise 5
  it('goes on as two halves past the fingerprint while it has several records', async () => {
    const { message, parts, queued, split, stored } = setUp(['A-1', 'A-2', 'A-3']);
    await quarantine(message, parts);
    expect(queued).toEqual([
      { ...message, batchId: 'r-1.1', force: true, doubtful: true, changes: message.changes.slice(0, 2) },
      { ...message, batchId: 'r-1.2', force: true, doubtful: true, changes: message.changes.slice(2) },
    ]);
    expect(split).toEqual([
      [
        'r',
        'r-1',
        [
          { batchId: 'r-1.1', size: 2 },
          { batchId: 'r-1.2', size: 1 },
        ],
      ],
    ]);
    expect(stored).toEqual([]);
  });

  it('comes again by itself once it is one record, which may only have been at work beside the guilty one', async () => {
    const { message, parts, queued, stored } = setUp(['A-1']);
    await quarantine(message, parts);
    expect(queued).toEqual([{ ...message, force: true, doubtful: true, alone: true }]);
    expect(stored).toEqual([]);
  });

  it('is told of and counted where the ledger cannot hold it, which may be what crashed the code', async () => {
    const { message, parts, lines } = setUp(['A-1']);
    const finished: unknown[] = [];
    const accounts = {
      ...parts.accounts,
      finishBatch: async (...args: unknown[]) => void finished.push(args),
    };
    for (const refusing of ['read', 'commit'] as const) {
      const refuse = () => Promise.reject(new StorageRefusal('Azure Storage refuses it (400).'));
      const ledger = { ...parts.ledger, [refusing]: refuse };
      await quarantine({ ...message, alone: true }, { ...parts, accounts, ledger });
    }
    const counted = ['r', 'r-1', 1, expect.objectContaining({ counts: { failed: 1 } }), expect.anything()];
    expect(finished).toEqual([counted, counted]);
    expect(lines.map(({ code }) => code)).toEqual(['POISON', 'POISON']);
  });

  it('is failed once it stood alone and ended every delivery all the same', async () => {
    const { message, parts, queued, stored } = setUp(['A-1']);
    await quarantine({ ...message, alone: true }, parts);
    expect(stored).toMatchObject([{ key: 'A-1', outcome: 'failed', code: 'POISON', fingerprint: undefined }]);
    expect(queued).toEqual([]);
  });

  it('has a line that says so, and with LOG_RECORDS all one of its own', async () => {
    const { message, parts, lines } = setUp(['A-1']);
    await quarantine({ ...message, alone: true }, parts);
    expect(lines).toMatchObject([{ level: 'error', operation: 'QUARANTINE', code: 'POISON' }]);
    await quarantine({ ...message, alone: true }, { ...parts, operation: 'UPDATE', logRecords: 'all' });
    expect(lines.slice(1)).toMatchObject([
      { operation: 'QUARANTINE' },
      { level: 'error', operation: 'UPDATE', status: 'FAILED', code: 'POISON', contactId: 'A-1' },
    ]);
  });
});

describe('a record that stands alone', () => {
  const crash = () => Promise.reject(new TypeError('María Mora'));

  it('is failed with its cause on the third delivery that throws what nobody expects', async () => {
    const { message, parts, stored } = setUp(['A-1']);
    await expect(quarantiningCrashes(message, 2, parts, crash)).rejects.toThrow(TypeError);
    expect(stored).toEqual([]);
    await quarantiningCrashes(message, 3, parts, crash);
    expect(stored).toMatchObject([{ key: 'A-1', outcome: 'failed', code: 'POISON' }]);
    expect(stored[0]?.cause).toMatch(/^TypeError at /);
    expect(JSON.stringify(stored)).not.toContain('Mora');
  });

  it('is not failed by what passes, nor beside others', async () => {
    const { message, parts, stored } = setUp(['A-1']);
    const away = () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'away'));
    await expect(quarantiningCrashes(message, 5, parts, away)).rejects.toThrow('away');
    const several = setUp(['A-1', 'A-2']);
    await expect(quarantiningCrashes(several.message, 5, several.parts, crash)).rejects.toThrow(TypeError);
    expect([...stored, ...several.stored]).toEqual([]);
  });
});

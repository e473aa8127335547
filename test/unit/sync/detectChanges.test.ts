import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { detectChanges } from '../../../shared/sync/detect/detectChanges.ts';
import type { ChangePage } from '../../../shared/sync/ports/changeFeed.ts';
import type { Circuit } from '../../../shared/sync/ports/circuit.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { openPassage } from '../../support/openPassage.ts';

const page = (from: number, count: number, next: string): ChangePage => ({
  changes: Array.from({ length: count }, (_, index) => ({ key: `K${from + index}`, version: 'v' })),
  keylessRows: 0,
  notices: [],
  next,
  isFullPass: false,
});

/** A detector over three pages, and a diary of what it stored in which order. */
function setUp(
  options: { failOnPut?: number; stolenWatermark?: boolean; waiting?: number; circuit?: Circuit } = {},
) {
  const diary: string[] = [];
  const messages: BatchMessage[] = [];
  let puts = 0;
  const parts = {
    feed: {
      async *pages() {
        yield page(0, 250, 'one');
        yield page(250, 100, 'two');
        yield page(350, 5, 'three');
      },
    },
    circuit: options.circuit ?? openPassage,
    watermarks: {
      read: async () => ({ text: 'zero', etag: 'e0' }),
      save: async (position: string) => {
        diary.push(`watermark ${position}`);
        return options.stolenWatermark ? undefined : `e-${position}`;
      },
    },
    queue: {
      put: async (batch: readonly BatchMessage[]) => {
        if (++puts === options.failOnPut) throw new Error('Storage is away.');
        diary.push(`put ${batch.map(({ changes }) => changes.length).join('+')}`);
        messages.push(...batch);
      },
      length: async () => options.waiting ?? 0,
    },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: async () => never(),
    },
    ledger: { read: async () => new Map(), commit: async () => true },
    keyForms: PLAIN_FORMS,
    clock: { now: () => 1_700_000_000_000 },
    log: () => undefined,
    telemetry: noTelemetry,
    maxQueuedBatches: 1000,
    timeLimitMs: 60_000,
    batchSize: 100,
  };
  return { parts, diary, messages };
}

function never(): never {
  throw new Error('Not part of this test.');
}

describe('a detection run', () => {
  // promise 1
  it('moves the watermark past a page only after the page’s messages are stored', async () => {
    const { parts, diary } = setUp();
    const result = await detectChanges(parts);
    expect(diary).toEqual([
      'put 100+100+50',
      'watermark one',
      'put 100',
      'watermark two',
      'put 5',
      'watermark three',
    ]);
    expect(result).toMatchObject({ detected: 355, batches: 5, stoppedBy: 'end' });
  });

  // promise 1
  it('leaves the watermark where it was when the messages of a page cannot be stored', async () => {
    const { parts, diary } = setUp({ failOnPut: 2 });
    await expect(detectChanges(parts)).rejects.toThrow('Storage is away.');
    expect(diary).toEqual(['put 100+100+50', 'watermark one']);
  });

  it('gives each batch at most 100 keys, neighbours in the ledger, and an id of its own', async () => {
    const { parts, messages } = setUp();
    await detectChanges(parts);
    for (const { changes } of messages) {
      const keys = changes.map(({ key }) => key);
      expect(keys).toEqual([...keys].sort());
      expect(keys.length).toBeLessThanOrEqual(100);
    }
    expect(new Set(messages.map(({ batchId }) => batchId)).size).toBe(messages.length);
    expect(new Set(messages.flatMap(({ changes }) => changes.map(({ key }) => key))).size).toBe(355);
  });

  it('stops when another detector has moved the watermark', async () => {
    const { parts, diary } = setUp({ stolenWatermark: true });
    expect((await detectChanges(parts)).stoppedBy).toBe('anotherDetector');
    expect(diary).toEqual(['put 100+100+50', 'watermark one']);
  });

  it('reads nothing while HubSpot refuses every call', async () => {
    const refusing = new StopAndAlert('CIRCUIT_OPEN', 'The token is not accepted.');
    const { parts, diary } = setUp({ circuit: { ...openPassage, pass: () => Promise.reject(refusing) } });
    expect(await detectChanges(parts)).toMatchObject({ stoppedBy: 'circuitOpen', detected: 0 });
    expect(diary).toEqual([]);
  });

  it('reads nothing while too many batches wait, and stops cleanly when they become too many', async () => {
    const full = setUp({ waiting: 1000 });
    expect(await detectChanges(full.parts)).toMatchObject({ stoppedBy: 'queueFull', detected: 0 });
    expect(full.diary).toEqual([]);

    const nearlyFull = setUp({ waiting: 998 });
    expect(await detectChanges(nearlyFull.parts)).toMatchObject({ stoppedBy: 'queueFull', detected: 250 });
    expect(nearlyFull.diary).toEqual(['put 100+100+50', 'watermark one']);
  });

  it('says what the feed found, ends rows without a key as one outcome, and says why it began anew', async () => {
    const { parts } = setUp();
    const [lines, stored, finished]: [LogEntry[], RecordOutcome[], unknown[][]] = [[], [], []];
    const notices = [{ code: 'STAMP_IN_FUTURE', message: 'Rows are stamped in the future.' }];
    const found = { ...page(0, 3, 'one'), keylessRows: 2, notices, fullPassReason: 'firstRun' };
    const result = await detectChanges({
      ...parts,
      feed: {
        async *pages() {
          yield found;
        },
      },
      ledger: { read: async () => new Map(), commit: async (all) => stored.push(...all) > 0 },
      accounts: { ...parts.accounts, finishBatch: async (...all) => void finished.push(all) },
      log: (line) => void lines.push(line),
    });
    const { runId } = result;
    expect(result).toMatchObject({ detected: 5, batches: 1 });
    expect(stored).toMatchObject([
      { key: '', outcome: 'rejected', code: 'KEY_MISSING', runId, hubspotId: undefined },
    ]);
    const counted = {
      counts: { rejected: 2 },
      rejectedByCode: { KEY_MISSING: 2 },
      othersByCode: {},
      notInHubSpot: 0,
    };
    expect(finished).toEqual([
      [
        runId,
        `${runId}-keyless`,
        2,
        counted,
        { endedAt: 1_700_000_000_000, durationMs: undefined, calls: 0 },
      ],
    ]);
    expect(lines.map(({ level, code }) => [level, code])).toEqual([
      ['warn', 'STAMP_IN_FUTURE'],
      ['error', 'KEY_MISSING'],
      ['info', undefined],
    ]);
    expect(lines.at(-1)?.message).toContain('Full pass: firstRun.');
  });

  it('that had no reason to begin anew names none', async () => {
    const events: SyncEvent[] = [];
    const lines: LogEntry[] = [];
    const { parts } = setUp();
    const telemetry = { ...noTelemetry, emit: (event: SyncEvent) => void events.push(event) };
    await detectChanges({ ...parts, telemetry, log: (line) => void lines.push(line) });
    expect(events).toMatchObject([{ dimensions: { fullPassReason: '', stoppedBy: 'end', code: '' } }]);
    expect(lines.at(-1)?.message).toBe('355 changes in 5 batches, ended by end.');
  });

  it('that fails is told of with its code', async () => {
    const events: SyncEvent[] = [];
    const { parts } = setUp();
    const telemetry = { ...noTelemetry, emit: (event: SyncEvent) => void events.push(event) };
    const watermarks = {
      ...parts.watermarks,
      read: () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'Away.')),
    };
    await expect(detectChanges({ ...parts, watermarks, telemetry })).rejects.toThrow('Away.');
    expect(events).toMatchObject([
      { name: 'SyncRun', dimensions: { mode: 'detect', stoppedBy: 'failed', code: 'STORAGE_UNREACHABLE' } },
    ]);
  });
});

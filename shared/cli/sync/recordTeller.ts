import type { Writable } from 'node:stream';
import type { SyncRecord } from '../../writer/syncResult.ts';
import type { RecordSink } from '../../writer/syncRun.ts';
import type { Output } from '../output/output.ts';
import { describeRecord } from './describeRecord.ts';
import type { SyncOptions } from './syncOptions.ts';

/** Tells the records of a run, and how far it is. */
export interface RecordTeller extends RecordSink {
  /** So many are found. */
  readonly expect: (total: number) => void;
}

export function recordTeller(
  { diff, diffLimit }: Pick<SyncOptions, 'diff' | 'diffLimit'>,
  output: Output,
  stdout: Writable,
): RecordTeller {
  let total: number | undefined;
  let done = 0;
  let shown = 0;
  return {
    tell(record: SyncRecord) {
      const text = diff && shown < diffLimit ? describeRecord(record, stdout) : undefined;
      if (text !== undefined) shown++;
      // Its values are personal data, for whoever asks for them.
      output.record(diff ? record : { ...record, changes: [] }, text);
      done++;
      output.progress({ what: 'associates', done, total });
    },
    room: () => output.room(),
    expect(found) {
      total = found;
    },
  };
}

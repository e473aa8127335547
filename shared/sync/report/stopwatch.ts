import { countingCalls } from '../../telemetry/countCalls.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactApi, ContactRemover } from '../ports/contactApi.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';

/** Milliseconds that a batch has spent on each of its neighbours so far, and how often it has called HubSpot. */
export interface BatchTimes {
  calls: number;
  sqlMs: number;
  hubspotMs: number;
  ledgerMs: number;
}

interface Neighbours {
  readonly rows: RowReader;
  readonly contacts: ContactApi;
  /** Where contacts of rows that are gone are removed. */
  readonly remover?: ContactRemover;
  readonly ledger: OutcomeLedger;
  readonly clock: Clock;
}

/** The same parts, and how long is spent on them from now on. */
export function withStopwatch<P extends Neighbours>(
  parts: P,
): { readonly parts: P; readonly times: BatchTimes } {
  const { rows, contacts, remover, ledger, clock } = parts;
  const times: BatchTimes = { calls: 0, sqlMs: 0, hubspotMs: 0, ledgerMs: 0 };
  const timed = async <T>(what: Exclude<keyof BatchTimes, 'calls'>, work: () => Promise<T>): Promise<T> => {
    const startedAt = clock.now();
    try {
      return await work();
    } finally {
      times[what] += clock.now() - startedAt;
    }
  };
  const calling = <T>(work: () => Promise<T>) => timed('hubspotMs', () => countingCalls(times, work));
  return {
    times,
    parts: {
      ...parts,
      rows: { ...rows, read: (keys) => timed('sqlMs', () => rows.read(keys)) },
      contacts: {
        write: (all, watch) => calling(() => contacts.write(all, watch)),
        adopt: (all) => calling(() => contacts.adopt(all)),
      },
      ...(remover ? { remover: { remove: (all) => calling(() => remover.remove(all)) } } : {}),
      ledger: {
        ...ledger,
        read: (keys) => timed('ledgerMs', () => ledger.read(keys)),
        commit: (all, previous, unsent) => timed('ledgerMs', () => ledger.commit(all, previous, unsent)),
      },
    },
  };
}

import type { Clock } from '../ports/clock.ts';
import type { ContactApi } from '../ports/contactApi.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';

/** Milliseconds that a batch has spent on each of its neighbours so far. */
export interface BatchTimes {
  sqlMs: number;
  hubspotMs: number;
  ledgerMs: number;
}

interface Neighbours {
  readonly rows: RowReader;
  readonly contacts: ContactApi;
  readonly ledger: OutcomeLedger;
  readonly clock: Clock;
}

/** The same parts, and how long is spent on them from now on. */
export function withStopwatch<P extends Neighbours>(
  parts: P,
): { readonly parts: P; readonly times: BatchTimes } {
  const { rows, contacts, ledger, clock } = parts;
  const times: BatchTimes = { sqlMs: 0, hubspotMs: 0, ledgerMs: 0 };
  const timed = async <T>(what: keyof BatchTimes, work: () => Promise<T>): Promise<T> => {
    const startedAt = clock.now();
    try {
      return await work();
    } finally {
      times[what] += clock.now() - startedAt;
    }
  };
  return {
    times,
    parts: {
      ...parts,
      rows: { ...rows, read: (keys) => timed('sqlMs', () => rows.read(keys)) },
      contacts: {
        write: (all, watch) => timed('hubspotMs', () => contacts.write(all, watch)),
        adopt: (all) => timed('hubspotMs', () => contacts.adopt(all)),
      },
      ledger: {
        ...ledger,
        read: (keys) => timed('ledgerMs', () => ledger.read(keys)),
        commit: (all, previous) => timed('ledgerMs', () => ledger.commit(all, previous)),
      },
    },
  };
}

import * as z from 'zod';
import { withBackoff } from '../../backoff.ts';
import { RetryLater } from '../../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LedgerScan } from '../ports/outcomeLedger.ts';
import type { RowScan } from '../ports/rowScan.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** Keeps a mass delete, or an empty table, from emptying HubSpot: a person is asked first. */
export interface DeleteGuard {
  /** Counts contacts whose rows are gone, before any of them is touched. */
  count(contacts: number): Promise<void>;
  /** Whether so many are gone that a person has to decide; says so in the log once an hour. */
  isHeld(runId: string): Promise<boolean>;
  /** When it last said so, epoch milliseconds; undefined once a person has decided. */
  heldAt(): Promise<number | undefined>;
  /** A person has decided: what was counted so far counts no more. */
  release(): Promise<void>;
}

export interface DeleteGuardParts {
  readonly document: StateDocument;
  readonly ledger: LedgerScan;
  readonly scan: RowScan;
  /** Share of the known contacts that may go within 24 hours. */
  readonly maxPercent: number;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
/** A table that is emptied in slices is emptied all the same. */
const WINDOW_HOURS = 24;

const stateSchema = z.object({
  /** Contacts counted, by hour since the epoch. */
  counted: z.array(z.object({ hour: z.number(), contacts: z.number() })).default([]),
  /** How many contacts the ledger knew, and when that was looked up. */
  known: z.object({ contacts: z.number(), at: z.number() }).optional(),
  toldAt: z.number().optional(),
  /** Since when a person has to decide. */
  heldSince: z.number().optional(),
});
type State = z.infer<typeof stateSchema>;

/** Workers that count at the same moment forestall each other. */
const RACES = { tries: 12, baseMs: 20, maxWaitMs: 1_000 };

/** The guard in a document that all instances share, for whoever writes to `log`. */
export function createDeleteGuard(parts: DeleteGuardParts): (log: Log) => DeleteGuard {
  const { document, clock } = parts;
  const read = async () => {
    const stored = await document.read();
    return { state: stateSchema.parse(stored ? JSON.parse(stored.text) : {}), etag: stored?.etag };
  };
  /** `next` answers undefined where there is nothing to change; so does this. */
  const change = (next: (state: State) => State | undefined) =>
    withBackoff(async () => {
      const { state, etag } = await read();
      const changed = next(state);
      if (changed && (await document.save(JSON.stringify(changed), etag)) === undefined)
        throw new RetryLater('LOST_RACE', 'Other workers kept counting deleted rows first.');
      return changed;
    }, RACES);

  /** Counting a ledger of a million takes half a minute, so once an hour is enough. */
  const readKnown = async ({ known }: State) => {
    const now = clock.now();
    if (known && Math.abs(now - known.at) < HOUR_MS) return known.contacts;
    const contacts = await countKnown(parts.ledger);
    await change((state) => ({ ...state, known: { contacts, at: now } }));
    return contacts;
  };

  return (log) => ({
    async count(contacts) {
      if (contacts === 0) return;
      const hour = Math.floor(clock.now() / HOUR_MS);
      await change((state) => {
        const counted = recent(state, clock).filter((one) => one.hour !== hour);
        const before = state.counted.find((one) => one.hour === hour)?.contacts ?? 0;
        return { ...state, counted: [...counted, { hour, contacts: before + contacts }] };
      });
    },

    async isHeld(runId) {
      const { state } = await read();
      const gone = goneIn(state, clock);
      const known = await readKnown(state);
      const most = Math.ceil((known * parts.maxPercent) / 100);
      const isEmpty = await isSourceEmpty(parts.scan);
      if (!isEmpty && (gone <= most || parts.maxPercent === 100)) return false;
      const tellsFirst = await change((now) =>
        clock.now() - (now.toldAt ?? 0) < HOUR_MS
          ? undefined
          : { ...now, toldAt: clock.now(), heldSince: now.heldSince ?? clock.now() },
      );
      if (tellsFirst) tell({ gone, known, most, isEmpty }, runId, log);
      return true;
    },

    heldAt: async () => (await read()).state.toldAt,

    async release() {
      await change(({ known }) => ({ counted: [], known }));
    },
  });
}

function goneIn(state: State, clock: Clock): number {
  return recent(state, clock).reduce((sum, { contacts }) => sum + contacts, 0);
}

/** Deletes that wait for a person, as the stored text says; undefined when none do. Times in epoch milliseconds. */
export function heldDeletes(text: string | undefined, clock: Clock) {
  const state = stateSchema.parse(text === undefined ? {} : JSON.parse(text));
  const { toldAt, heldSince = toldAt, known } = state;
  if (toldAt === undefined || heldSince === undefined) return undefined;
  return { since: heldSince, lastAt: toldAt, gone: goneIn(state, clock), known: known?.contacts };
}

function recent({ counted }: State, clock: Clock): State['counted'] {
  const first = Math.floor(clock.now() / HOUR_MS) - WINDOW_HOURS;
  return counted.filter(({ hour }) => hour > first);
}

/** Contacts that the ledger knows in HubSpot. */
async function countKnown(ledger: LedgerScan): Promise<number> {
  let known = 0;
  for await (const entries of ledger.inOrder(null)) {
    known += entries.filter(({ hubspotId }) => hubspotId !== undefined).length;
  }
  return known;
}

async function isSourceEmpty(scan: RowScan): Promise<boolean> {
  for await (const rows of scan.inKeyOrder(null)) if (rows.length > 0) return false;
  return true;
}

interface Found {
  readonly gone: number;
  readonly known: number;
  readonly most: number;
  readonly isEmpty: boolean;
}

function tell({ gone, known, most, isEmpty }: Found, runId: string, log: Log): void {
  const why = isEmpty
    ? `SQL Server answers no row at all, and the ledger knows ${known} contacts`
    : `${gone} of ${known} known contacts have lost their row within ${WINDOW_HOURS} hours, and sync.maxArchivePercent allows ${most}`;
  log({
    level: 'error',
    operation: 'DELETE',
    status: 'FAILED',
    code: 'DELETE_HELD',
    message: `${why}: nothing more is marked or archived. Look at the table; if that is right, POST /api/sync {"mode":"releaseDeletes"}.`,
    runId,
  });
}

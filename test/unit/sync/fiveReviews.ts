import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { everyCount } from '../../../shared/outcomes/countOutcomes.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { ListedReview } from '../../../shared/sync/ports/reviewIndex.ts';
import type { RunNote, RunTotals } from '../../../shared/sync/ports/runAccount.ts';
import { listReviews } from '../../../shared/sync/reviews/listReviews.ts';
import { ledgerInMemory, reviewsInMemory } from '../../support/inMemory.ts';

export const NOW = Date.parse('2026-11-27T20:00:00.000Z');
export const MINUTE = 60_000;
export const iso = (at: number) => new Date(at).toISOString();
export const idOf = (at: number) => `00000000-0000-0000-0000-${String(at).padStart(12, '0')}`;

/** Five reviews, an hour apart, the fifth the newest: 1 to 3 of one code, 4 and 5 of another. */
export function fiveReviews() {
  const ledger = ledgerInMemory();
  const reviews = reviewsInMemory();
  const totals = new Map<string, Partial<RunTotals>>();
  const queued: (BatchMessage | RunMessage)[] = [];
  const notes: (readonly [string, Partial<RunNote>])[] = [];
  const change = (at: number, review: Partial<ListedReview>, entry: Partial<LedgerEntry> = {}) => {
    const { [`K${at}`]: before } = Object.fromEntries(ledger.entries);
    const [key, reviewId] = [`K${at}`, idOf(at)];
    const code = at <= 3 ? 'EMAIL_INVALID' : 'EMAIL_TAKEN';
    const since = iso(NOW - (6 - at) * 60 * MINUTE);
    const old = reviews.stored.get(reviewId) ?? { key, code, reviewId, since, tries: 0 };
    reviews.stored.set(reviewId, { ...old, ...review });
    ledger.entries.set(key, {
      ...{
        key,
        code,
        outcome: at <= 3 ? 'rejected' : 'conflict',
        properties: ['email'],
        hubspotId: undefined,
      },
      ...{
        sourceVersion: `v${at}`,
        fingerprint: undefined,
        batchId: 'b',
        runId: 'r',
        attempts: 1,
        durationMs: 1,
      },
      ...{ reviewId, since, etag: 'e' },
      ...before,
      ...entry,
    });
  };
  for (const at of [3, 1, 5, 2, 4]) change(at, {});
  const parts = {
    ledger,
    reviews,
    rows: { read: async () => new Map(), spell: async () => new Map<string, string>() },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: () => Promise.reject(new Error('Not part of this test.')),
      read: async (runId: string): Promise<RunTotals> => {
        const { counts, ...rest } = totals.get(runId) ?? {};
        return {
          detected: 0,
          rejectedByCode: {},
          othersByCode: {},
          notInHubSpot: 0,
          ...rest,
          counts: everyCount(counts ?? {}),
        };
      },
      note: async (runId: string, note: Partial<RunNote>) => void notes.push([runId, note]),
      readNote: async () => undefined,
    },
    queue: {
      put: async (all: readonly (BatchMessage | RunMessage)[]) => void queued.push(...all),
      length: async () => 0,
    },
    keyForms: PLAIN_FORMS,
    batchSize: () => 100,
    clock: { now: () => NOW },
  };
  const list = async (query: Partial<Parameters<typeof listReviews>[0]> = {}) => {
    const page = await listReviews({ top: 10, ...query }, parts);
    return { ...page, keys: page.reviews.map(({ numeroAsociado }) => numeroAsociado).join(' ') };
  };
  const batches = () => queued.flatMap((message) => ('changes' in message ? message : []));
  return { parts, ledger, reviews, totals, queued, notes, change, list, batches };
}

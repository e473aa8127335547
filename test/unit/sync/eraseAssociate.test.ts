import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { LostRace } from '../../../shared/errors.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import { eraseAssociate } from '../../../shared/sync/associate/eraseAssociate.ts';
import type { ReviewIndex } from '../../../shared/sync/ports/reviewIndex.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { type AssociateRow, inventAssociate, numberOf } from '../../support/associates.ts';
import { documentInMemory, ledgerInMemory, readerOf, reviewsInMemory } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';

const STAMP = '2026-01-05T00:00:00.000';
const [ERASED, OTHER] = [numberOf(1), numberOf(2)];

const conflict = (key: string, rivalKey: string): LedgerEntry => ({
  ...{ key, rivalKey, outcome: 'conflict', code: 'EMAIL_TAKEN', properties: ['email'], hubspotId: '70' },
  ...{ sourceVersion: STAMP, fingerprint: undefined, batchId: 'b', runId: 'r', attempts: 1, durationMs: 1 },
  etag: `before ${key}`,
});

/** Two associates who contend for one email; each has a review that names the other. */
function setUp() {
  const table = new Map<string, AssociateRow>(
    [ERASED, OTHER].map((key, at) => [key, inventAssociate(at + 1, STAMP)]),
  );
  const ledger = ledgerInMemory();
  ledger.entries.set(ERASED, conflict(ERASED, OTHER));
  ledger.entries.set(OTHER, conflict(OTHER, ERASED));
  const inMemory = reviewsInMemory();
  for (const review of [
    { key: ERASED, code: 'EMAIL_TAKEN', reviewId: '1', since: STAMP, rivalKey: OTHER },
    { key: OTHER, code: 'EMAIL_TAKEN', reviewId: '2', since: STAMP, rivalKey: ERASED },
    { key: numberOf(3), code: 'EMAIL_INVALID', reviewId: '3', since: STAMP },
  ])
    inMemory.stored.set(review.reviewId, { ...review, tries: 0 });
  const closed: string[] = [];
  const reviews: ReviewIndex = {
    ...inMemory,
    close: async (gone) => {
      closed.push(...gone.map(({ reviewId }) => reviewId));
      await inMemory.close(gone);
    },
  };
  const nobody = () => Promise.reject(new Error('Not part of this test.'));
  const position = documentInMemory();
  const lines: LogEntry[] = [];
  const waiting = { messages: 0 };
  const parts = {
    rows: { ...readerOf(table), spell: async () => new Map<string, string>() },
    keyForms: keyFormsOf(testMapping()),
    ledger,
    reviews,
    notes: { removeOf: async (isMeant: (key: string) => boolean) => [ERASED, OTHER].filter(isMeant).length },
    positions: [position, documentInMemory()],
    queue: { put: nobody, length: async () => waiting.messages },
    log: (line: LogEntry) => void lines.push(line),
  };
  return { parts, table, ledger, position, waiting, closed, lines };
}

/** Whoever asks is the slower one, so many times. */
function losing<T>(times: number, lost: T, work: (...all: never[]) => Promise<T>): typeof work {
  let left = times;
  return (...all) => (left-- > 0 ? Promise.resolve(lost) : work(...all));
}

describe('an associate who is erased', () => {
  it('goes from every table, and nobody else loses anything but the name of the rival', async () => {
    const { parts, ledger, position, closed, lines } = setUp();
    await position.save(JSON.stringify({ phase: 'rows', afterKey: ERASED, fromKey: OTHER }), undefined);
    const before = ledger.entries.get(OTHER);

    const erased = await eraseAssociate(ERASED, parts);

    expect(erased).toMatchObject({
      numeroAsociado: ERASED,
      removed: { outcomes: 1, reviews: 1, mentions: 1, adoptionNotes: 1, positions: 1 },
      remains: [
        { code: 'ROW_REMAINS' },
        { code: 'CONTACT_REMAINS', contactIds: ['70'] },
        { code: 'LOGS_REMAIN' },
      ],
    });
    for (const { message } of erased?.remains ?? []) expect(message.es).not.toBe('');
    expect([...ledger.entries.values()]).toEqual([
      { ...before, rivalKey: undefined, etag: expect.stringMatching('by commit') },
    ]);
    expect(closed).toEqual(['1', '2']);
    expect(JSON.parse((await position.read())?.text ?? '')).toEqual({
      ...{ phase: 'rows', afterKey: null, fromKey: OTHER },
    });
    expect(lines).toMatchObject([
      {
        operation: 'ERASE',
        status: 'SUCCESS',
        message: expect.stringMatching(/^1 outcomes, 1 reviews, 1 mentions/),
      },
    ]);
  });

  it('is told what waits on the queue', async () => {
    const { parts, waiting } = setUp();
    waiting.messages = 2;
    expect((await eraseAssociate(ERASED, parts))?.remains).toMatchObject([
      ...[{ code: 'ROW_REMAINS' }, { code: 'CONTACT_REMAINS' }],
      ...[{ code: 'MESSAGES_REMAIN', waitingMessages: 2 }, { code: 'LOGS_REMAIN' }],
    ]);
  });

  it('is nobody where nothing is held and no row is there; a row alone is somebody', async () => {
    const { parts, table } = setUp();
    const third = numberOf(3);
    parts.notes.removeOf = async () => 0;
    parts.reviews.naming = async () => [];
    expect(await eraseAssociate(third, parts)).toBeUndefined();
    table.set(third, inventAssociate(3, STAMP));
    expect(await eraseAssociate(third, parts)).toMatchObject({
      remains: [{ code: 'ROW_REMAINS' }, { code: 'LOGS_REMAIN' }],
    });
  });

  it('is erased although others are faster now and then', async () => {
    const { parts, ledger, position } = setUp();
    await position.save(JSON.stringify({ afterKey: ERASED }), undefined);
    parts.ledger.remove = losing(4, false, ledger.remove);
    parts.ledger.commit = losing(4, false, ledger.commit);
    position.save = losing(9, undefined, position.save);
    expect(await eraseAssociate(ERASED, parts)).toMatchObject({
      removed: { outcomes: 1, reviews: 1, mentions: 1, positions: 1 },
    });
    expect([...ledger.entries.values()].map(({ key, rivalKey }) => [key, rivalKey])).toEqual([
      [OTHER, undefined],
    ]);
    expect((await position.read())?.text).not.toContain(ERASED);
  });

  it.each(['remove', 'commit', 'position'] as const)(
    'is to be erased again where others are always faster: %s',
    async (which) => {
      const { parts, position } = setUp();
      await position.save(JSON.stringify({ afterKey: ERASED }), undefined);
      if (which === 'remove') parts.ledger.remove = async () => false;
      if (which === 'commit') parts.ledger.commit = async () => false;
      if (which === 'position') position.save = async () => undefined;
      await expect(eraseAssociate(ERASED, parts)).rejects.toThrow(LostRace);
    },
  );
});

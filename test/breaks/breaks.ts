import type { Sabotage } from '../support/spoil.ts';

/** A rule broken on purpose, and the test that has to notice. */
export interface Break extends Sabotage {
  readonly test: string;
}

const UPSERT_BATCH = 'test/unit/sync/upsertBatch.test.ts';
const RESYNC = 'test/unit/sync/resyncAssociate.test.ts';
const ADOPT_BATCH = 'test/unit/sync/adoptBatch.test.ts';
const DELETES = 'test/unit/sync/deletes.test.ts';
const STORAGE = 'test/integration/state/storage.test.ts';

/** Rules that a schedule of the simulation seldom puts to the test; those that it does are in `simulation/sabotages.ts`. */
export const BREAKS = {
  'rows-before-ledger': {
    file: 'shared/sync/keys/readAssociates.ts',
    edits: [
      [
        '  const previous = await ledger.read(keys);',
        '  const early = await parts.rows.read(keys);\n  const previous = await ledger.read(keys);',
      ],
      [
        'const found = await readRows(asked, parts);',
        'const found = await readRows(asked, { ...parts, rows: { read: async () => early } });',
      ],
    ],
    test: UPSERT_BATCH,
  },
  'refusal-vouches': {
    file: 'shared/sync/batch/settleRows.ts',
    edits: [['return previous && forced.has(key) ?', 'return previous && forced.has(key) && !previous ?']],
    test: UPSERT_BATCH,
  },
  'removal-refusal-vouches': {
    file: 'shared/sync/deletes/settleGone.ts',
    edits: [['forced.has(key) ? { ...previous', 'forced.has(key) && !previous ? { ...previous']],
    test: DELETES,
  },
  'failed-commit-without-doubt': {
    file: 'shared/sync/batch/upsertBatch.ts',
    edits: [['written.hasCalled || removed.hasRemoved ? throwInDoubt : rethrow', 'rethrow']],
    test: UPSERT_BATCH,
  },
  'unchanged-without-trace': {
    file: 'shared/sync/batch/storeOutcomes.ts',
    edits: [['    outcome.sourceVersion === previous?.sourceVersion &&\n', '']],
    test: UPSERT_BATCH,
  },
  'shared-key-vouches': {
    file: 'shared/outcomes/verdict.ts',
    edits: [
      [
        "which of them HubSpot holds, nobody says',\n    to: 'conflict',\n    fingerprint: 'none'",
        "which of them HubSpot holds, nobody says',\n    to: 'conflict',\n    fingerprint: 'kept'",
      ],
    ],
    test: UPSERT_BATCH,
  },
  'unchanged-without-if-match': {
    file: 'shared/state/outcomeEntity.ts',
    edits: [['{ etag: previous.etag }', "{ etag: outcome.outcome === 'unchanged' ? '*' : previous.etag }"]],
    test: STORAGE,
  },
  'messages-expire': {
    file: 'shared/state/batchQueue.ts',
    edits: [['const FOREVER = -1', 'const FOREVER = 7 * 86_400']],
    test: 'test/integration/state/a-message-never-expires.test.ts',
  },
  'no-force-on-redelivery': {
    file: 'shared/sync/queue/redelivered.ts',
    edits: [['delivery > 1 ? { ...message, force: true, doubtful: true } : message', 'message']],
    test: 'test/unit/sync/redelivered.test.ts',
  },
  'no-second-look': {
    file: 'shared/sync/queue/putBack.ts',
    edits: [['await queue.put([{ ...rest,', 'if (keys.length < 0) await queue.put([{ ...rest,']],
    test: 'test/unit/sync/putBack.test.ts',
  },
  'lost-race-without-force': {
    file: 'shared/sync/queue/putBack.ts',
    edits: [['...(message.forceKeys ?? []), ...error.keys', '...(message.forceKeys ?? [])']],
    test: 'test/unit/sync/putBack.test.ts',
  },
  'adopted-without-doubt': {
    file: 'shared/hubspot/contactApi.ts',
    edits: [['new Set([...answer.doubtful, ...adopted])', 'new Set(answer.doubtful)']],
    test: 'test/integration/hubspot/who-was-there-before-is-recognised.test.ts',
  },
  'resync-without-second-look': {
    file: 'shared/sync/associate/writeOne.ts',
    edits: [['if (!isBegun) await beforeWrite();', '']],
    test: RESYNC,
  },
  'resync-of-an-older-row': {
    file: 'shared/sync/associate/resyncAssociate.ts',
    edits: [
      [
        'await readAssociates([known.key], parts);',
        'await readAssociates([known.key], { ...parts, rows: { read: async () => new Map([[known.key, known]]) } });',
      ],
    ],
    test: RESYNC,
  },
  'adoption-of-older-rows': {
    file: 'shared/sync/adopt/adoptBatch.ts',
    edits: [
      [
        'const associates = await readAssociates(keys, parts);',
        'const early = await parts.rows.read(keys);\n  const associates = await readAssociates(keys, { ...parts, rows: { read: async () => early } });',
      ],
    ],
    test: ADOPT_BATCH,
  },
  'adoption-past-the-sync': {
    file: 'shared/sync/adopt/adoptBatch.ts',
    edits: [['isKnown(notes, previous) || ', '']],
    test: ADOPT_BATCH,
  },
  'guard-counts-anew': {
    file: 'shared/sync/deletes/settleGone.ts',
    edits: [['toCount: due - (removal?.counted ?? 0)', 'toCount: due']],
    test: DELETES,
  },
  'guard-counts-every-delivery': {
    file: 'shared/sync/deletes/settleGone.ts',
    edits: [['return { removal, toCount: 0 }', 'return { removal, toCount: due }']],
    test: DELETES,
  },
  'error-outweighs-result': {
    file: 'shared/hubspot/sendRows.ts',
    edits: [['    if (row) answers.set(', '    if (row && !answers.has(row.name)) answers.set(']],
    test: 'test/unit/hubspot/writeBatch.test.ts',
  },
  'trust-after-opening': {
    file: 'shared/sync/health/circuit.ts',
    edits: [['async openIfConfirmed() {\n      closedUntil = 0;', 'async openIfConfirmed() {']],
    test: 'test/unit/sync/circuit.test.ts',
  },
  'rate-row-untrimmed': {
    file: 'shared/hubspot/rate/trimRow.ts',
    edits: [['slot > from', 'slot > from || slot > 0']],
    test: 'test/unit/hubspot/rate/a-saturated-limit-is-used.test.ts',
  },
} as const satisfies Record<string, Break>;

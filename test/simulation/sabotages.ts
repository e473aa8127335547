import type { Sabotage } from '../support/spoil.ts';

/** Each has to be caught. Applied while a module loads, so that the code that ships has no switches. */
export const SABOTAGES = {
  'watermark-before-messages': {
    file: 'shared/sync/detect/detectChanges.ts',
    edits: [
      ['      etag = await watermarks.save(page.next, etag);\n', ''],
      [
        '      batches += await enqueue(',
        '      etag = await watermarks.save(page.next, etag);\n      batches += await enqueue(',
      ],
    ],
  },
  'fingerprint-before-answer': {
    file: 'shared/sync/batch/upsertBatch.ts',
    edits: [
      [
        "import { settleRows } from './settleRows.ts';",
        "import { settleRows } from './settleRows.ts';\nimport { judgeRow } from './judgeRow.ts';",
      ],
      [
        '  const settled = settleRows({ associates: there, forced, isAdopted }, parts);\n',
        `  const rules = await parts.rules.current();
  const early = there.flatMap((one) => {
    const row = one.row ? judgeRow(one.row, one.previous, forced.has(one.key), rules) : { settled: true };
    const verdict = { outcome: 'pending', code: 'SENDING', properties: [], hubspotId: one.previous?.hubspotId };
    return row.settled
      ? []
      : [toDone(one, { ...verdict, fingerprint: row.fingerprint }, message, 0, parts.keyForms)];
  });
  await storeOutcomes(early, parts.ledger, message.batchId);
  const settled = settleRows({ associates: there.map((one) => ({ ...one })), forced, isAdopted }, parts);
  const now = await parts.ledger.read(there.map(({ key }) => key));
  for (const one of there) one.previous = now.get(one.key);
`,
      ],
    ],
  },
  'no-if-match': {
    file: 'shared/state/outcomeEntity.ts',
    edits: [['{ etag: previous.etag }', "{ etag: '*' }"]],
  },
  'match-by-position': {
    file: 'shared/hubspot/sendRows.ts',
    edits: [
      ['for (const record of results) {', 'for (const [at, record] of results.entries()) {'],
      [
        "const row = rowOfTrace.get(record.objectWriteTraceId ?? '');",
        'const row = [...rowOfTrace.values()][at];',
      ],
    ],
  },
  'refusal-taken-at-its-word': {
    file: 'shared/hubspot/write/sendBatch.ts',
    edits: [['settle(await claimsOf(contacts.filter(isUnexplained), verdicts, sending));', '']],
  },
  'unaccounted-is-success': {
    file: 'shared/sync/batch/judgeRow.ts',
    edits: [
      [
        "verdictOf('unaccounted', previous, { code: 'UNACCOUNTED' })",
        "verdictOf('updated', previous, { code: 'OK', hubspotId: previous?.hubspotId, fingerprint: print })",
      ],
    ],
  },
  'absent-is-settled': {
    file: 'shared/sync/batch/judgeRow.ts',
    edits: [
      [
        "verdictOf('absent', previous, { code: 'NOT_IN_HUBSPOT' })",
        "verdictOf('left', previous, { code: 'NOT_IN_HUBSPOT', fingerprint: print })",
      ],
    ],
  },
  'no-overlap': {
    file: 'shared/source/feeds/chooseFeed.ts',
    edits: [['overlapSeconds: source.overlapSeconds', 'overlapSeconds: 0']],
  },
  'one-spelling-asked': {
    file: 'shared/sync/keys/readAssociates.ts',
    edits: [
      ['return new Set([...asked, previous?.key ?? [], rival ?? []].flat());', 'return new Set(asked);'],
    ],
  },
  'no-look-up': {
    file: 'shared/sync/batch/judgeRow.ts',
    edits: [['previous === undefined ? !isAdopted :', 'previous === undefined ? false :']],
  },
} as const satisfies Record<string, Sabotage>;

export type SabotageName = keyof typeof SABOTAGES;

export function isSabotage(name: string): name is SabotageName {
  return Object.hasOwn(SABOTAGES, name);
}

import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import type { Verdict } from '../../../shared/outcomes/verdict.ts';
import { judgeRow, judgeWrite } from '../../../shared/sync/batch/judgeRow.ts';
import type { WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const values = inventAssociate(1, '2026-01-05T00:00:00.000');
const KEY = 'A-000001';
const rowOf = (version: string) => ({ key: KEY, version, values });
const entryOf = (verdict: Verdict): LedgerEntry => ({
  ...verdict,
  key: KEY,
  sourceVersion: 'v1',
  batchId: 'b',
  runId: 'r',
  attempts: 1,
  durationMs: 1,
  etag: 'e',
});
const rulesUnder = (compare: string) => rulesOf(testMapping([[['sync', 'compare'], compare]])).current();

/** What the ledger has of the row as of `v1`, after HubSpot said this. */
async function entryAfter(write: WriteVerdict, compare = 'ledger') {
  const judged = judgeRow(rowOf('v1'), undefined, true, await rulesUnder(compare));
  if (judged.settled) throw new Error('A forced row goes to HubSpot.');
  return entryOf(judgeWrite(write, judged, undefined));
}

describe('a row whose contact was newer', () => {
  const newer = { kind: 'left', code: 'HUBSPOT_NEWER', hubspotId: '7' } as const;

  it('is settled while it has the same stamp, and says why', async () => {
    const entry = await entryAfter(newer, 'newer');
    expect(judgeRow(rowOf('v1'), entry, false, await rulesUnder('newer'))).toMatchObject({
      settled: true,
      verdict: { outcome: 'unchanged', code: 'HUBSPOT_NEWER', hubspotId: '7' },
    });
  });

  it('is compared anew once it is stamped anew: HubSpot never took these values', async () => {
    const entry = await entryAfter(newer, 'newer');
    expect(judgeRow(rowOf('v2'), entry, false, await rulesUnder('newer')).settled).toBe(false);
  });

  it('is compared anew, too, when it was invalid in between', async () => {
    const rules = await rulesUnder('newer');
    const invalid = { ...rowOf('v2'), values: { ...values, email: 'sin.arroba' } };
    const judged = judgeRow(invalid, await entryAfter(newer, 'newer'), false, rules);
    if (!judged.settled) throw new Error('An invalid row never goes to HubSpot.');
    expect(judgeRow(rowOf('v3'), entryOf(judged.verdict), false, rules).settled).toBe(false);
  });

  it('is sent once sync.compare is another', async () => {
    const entry = await entryAfter(newer, 'newer');
    expect(judgeRow(rowOf('v1'), entry, false, await rulesUnder('ledger')).settled).toBe(false);
  });
});

it('a row that insert left alone stays left alone, and says so, whatever its stamp', async () => {
  const entry = await entryAfter({ kind: 'left', code: 'ALREADY_IN_HUBSPOT', hubspotId: '7' });
  for (const version of ['v1', 'v2'])
    expect(judgeRow(rowOf(version), entry, false, await rulesUnder('ledger'))).toMatchObject({
      settled: true,
      verdict: { code: 'ALREADY_IN_HUBSPOT' },
    });
});

it('whom HubSpot lacks has neither fingerprint nor contact, whatever the ledger knew', async () => {
  const known = await entryAfter({ kind: 'written', hubspotId: '7', as: 'created' });
  const judged = judgeRow(rowOf('v1'), known, true, await rulesUnder('ledger'));
  if (judged.settled) throw new Error('A forced row goes to HubSpot.');
  const verdict = judgeWrite({ kind: 'absent' }, judged, known);
  expect(verdict).toMatchObject({ outcome: 'unchanged', code: 'NOT_IN_HUBSPOT' });
  expect([verdict.fingerprint, verdict.hubspotId]).toEqual([undefined, undefined]);
  expect(judgeRow(rowOf('v1'), entryOf(verdict), false, await rulesUnder('ledger')).settled).toBe(false);
});

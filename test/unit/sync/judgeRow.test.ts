import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../shared/contacts/fingerprint.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { judgeRow, judgeWrite } from '../../../shared/sync/judgeRow.ts';
import type { LedgerEntry } from '../../../shared/sync/ports.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const values = inventAssociate(1, '2026-01-05T00:00:00.000');
const rowOf = (version: string) => ({ key: 'A-000001', version, values });

/** The rules under this `sync.compare`, and an entry of the row as it was at `v1`. */
async function setUp(compare: string, code: string) {
  const mapping = testMapping([[['sync', 'compare'], compare]]);
  const rules = await rulesOf(mapping).current();
  const entry: LedgerEntry = {
    key: 'A-000001',
    outcome: 'unchanged',
    code,
    properties: [],
    hubspotId: '7',
    sourceVersion: 'v1',
    fingerprint: fingerprint(mapRow(values, mapping).properties, rules.version),
    batchId: 'b',
    runId: 'r',
    attempts: 1,
    durationMs: 1,
    etag: 'e',
  };
  return { judge: (version: string) => judgeRow(rowOf(version), entry, false, rules), entry, rules };
}

describe('a row as it was when HubSpot was newer', () => {
  it('is settled while it has the same stamp, and says why', async () => {
    const { judge } = await setUp('newer', 'HUBSPOT_NEWER');
    expect(judge('v1')).toMatchObject({
      settled: true,
      verdict: { outcome: 'unchanged', code: 'HUBSPOT_NEWER' },
    });
  });

  it('is compared anew once it is stamped anew: HubSpot never took these values', async () => {
    const { judge } = await setUp('newer', 'HUBSPOT_NEWER');
    expect(judge('v2').settled).toBe(false);
  });

  it('is sent once sync.compare is another', async () => {
    const { judge } = await setUp('ledger', 'HUBSPOT_NEWER');
    expect(judge('v1').settled).toBe(false);
  });
});

it('a row that insert left alone stays left alone, and says so, whatever its stamp', async () => {
  const { judge } = await setUp('ledger', 'ALREADY_IN_HUBSPOT');
  for (const version of ['v1', 'v2'])
    expect(judge(version)).toMatchObject({ settled: true, verdict: { code: 'ALREADY_IN_HUBSPOT' } });
});

it('whom HubSpot lacks has neither fingerprint nor contact, whatever the ledger knew', async () => {
  const { entry, rules } = await setUp('ledger', 'OK');
  const judged = judgeRow(rowOf('v1'), entry, true, rules);
  if (judged.settled) throw new Error('A forced row goes to HubSpot.');
  expect(judgeWrite({ kind: 'absent' }, judged, entry)).toMatchObject({
    outcome: 'unchanged',
    code: 'NOT_IN_HUBSPOT',
    fingerprint: undefined,
    hubspotId: undefined,
  });
});

import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../standins/hubspot/startHubSpotStandin.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const NUMBERS = [1, 2, 3].map(numberOf);
const status = (code: number): FaultAction => ({ kind: 'status', status: code, retryAfter: null });

describe.each<[string, object, FaultAction, string]>([
  ['a 500 that is not listed', { statuses: [429, 502, 503, 504] }, status(500), 'HUBSPOT_UNAVAILABLE'],
  ['a 429 where nothing is listed', { statuses: [] }, status(429), 'HUBSPOT_RATE_LIMITED'],
  ['a 477 where nothing is listed', { statuses: [] }, status(477), 'HUBSPOT_BUSY'],
  ['a lost answer where one try is all', { tries: 1 }, { kind: 'reset' }, 'HUBSPOT_UNREACHABLE'],
])('%s', (_, retry, action, code) => {
  const system = useSystem({ mapping: [[['sync', 'retry'], retry]] });

  // promise 6
  it('puts the batch back once, where it is done later: every record is created, none rejected', async () => {
    const { members, hubspot, ledger, accounts } = system();
    await members.insert(NUMBERS.map((__, index) => inventAssociate(index + 1, '2026-01-05T00:00:00.000')));
    hubspot.faults.inject({ match: { operation: 'upsert' }, when: 'before', action });

    await system().tick();

    const lines = system().logLines();
    const retries = lines.filter(({ status: is }) => is === 'RETRY');
    expect(retries.map((line) => line['code'])).toEqual([code]);
    expect(lines.filter(({ status: is }) => is === 'FAILED')).toEqual([]);
    const outcomes = [...(await ledger.read(NUMBERS)).values()];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect(await accounts.read(String(retries[0]?.['run_id']))).toMatchObject({
      detected: 3,
      counts: { created: 3, rejected: 0, failed: 0, pending: 0 },
    });
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});

describe('a lost answer where no status is listed', () => {
  const system = useSystem({ mapping: [[['sync', 'retry'], { statuses: [] }]] });

  it('is asked for again in place', async () => {
    const { members, hubspot, ledger } = system();
    await members.insert([inventAssociate(1, '2026-01-05T00:00:00.000')]);
    hubspot.faults.inject({ match: { operation: 'upsert' }, when: 'before', action: { kind: 'reset' } });

    await system().tick();

    expect(
      system()
        .logLines()
        .filter(({ status: is }) => is === 'RETRY'),
    ).toEqual([]);
    expect(hubspot.calls()['upsert']).toBe(2);
    expect((await ledger.read([numberOf(1)])).get(numberOf(1))).toMatchObject({ outcome: 'created' });
  });
});

import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../standins/hubspot/startHubSpotStandin.ts';
import { inventAssociates } from '../../support/associates.ts';
import { differencesBetween } from '../../support/compareWithHubSpot.ts';
import { useSystem } from '../../support/useSystem.ts';

const upserts = { operation: 'upsert' };

const FAULTS: readonly (readonly [string, FaultRule])[] = [
  ['429 with Retry-After', { when: 'before', action: { kind: 'status', status: 429, retryAfter: 1 } }],
  ['429 without Retry-After', { when: 'before', action: { kind: 'status', status: 429, retryAfter: null } }],
  ['500', { when: 'before', action: { kind: 'status', status: 500 } }],
  ['500 after the write', { when: 'after', action: { kind: 'status', status: 500 } }],
  ['502 as HTML', { when: 'before', action: { kind: 'status', status: 502, body: 'html' } }],
  ['503', { when: 'before', action: { kind: 'status', status: 503 } }],
  ['504 as HTML after the write', { when: 'after', action: { kind: 'status', status: 504, body: 'html' } }],
  ['a dropped socket', { when: 'before', action: { kind: 'reset' } }],
  ['an answer lost after the write', { when: 'after', action: { kind: 'reset' } }],
  ['an answer that never comes after the write', { when: 'after', action: { kind: 'hang' } }],
  ['half an answer after the write', { when: 'after', action: { kind: 'truncate' } }],
  ['an empty success', { when: 'before', action: { kind: 'emptySuccess' } }],
];

const ASSOCIATES = 250;

describe('on the first calls of a load', () => {
  const system = useSystem({
    settings: { HUBSPOT_TIMEOUT_MS: '1000' },
    mapping: [[['source', 'overlapSeconds'], 0]],
  });

  // promise 2
  it.each(FAULTS.map(([name, fault], index) => ({ name, fault, firstIndex: 1 + index * ASSOCIATES })))(
    '$name ends with HubSpot equal to SQL Server, nobody doubled and nothing in poison',
    async ({ fault, firstIndex }) => {
      const { members, hubspot, ledger, mapping } = system();
      const associates = inventAssociates(ASSOCIATES, { seed: 3, faultyShare: 0.05, firstIndex });
      await members.insert(associates.map(({ row }) => row));
      // Stamped now: later than what was loaded before.
      await members.update(
        associates.map(({ row }) => row['numero_asociado'] ?? ''),
        {},
      );
      const handle = hubspot.faults.inject({ ...fault, match: upserts, times: 4 });

      await system().tick();

      expect(handle.fired()).toBe(4);
      const rows = await members.readAll();
      const outcomes = await ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
      expect(differencesBetween(rows, hubspot.contacts(), outcomes, mapping)).toEqual([]);
      expect(await system().queueLength('contact-batches-poison')).toBe(0);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const STAMP = '2026-01-05T00:00:00.000';
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => inventAssociate(from + at, STAMP));

describe('a 403 as HTML to whatever holds one row’s content', () => {
  const system = useSystem({ seed: enableExactFeeds });

  it('is that row’s: it is named, the others go through, and detection goes on', async () => {
    const { hubspot, members, ledger } = system();
    await members.insert([...rows(1, 6), { ...inventAssociate(7, STAMP), lastname: 'O’Union Select' }]);
    hubspot.faults.inject({
      match: { operation: 'upsert', holds: 'Union Select' },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 403, body: 'html' },
    });

    await system().tick();

    const outcomes = await ledger.read([...rows(1, 7)].map((row) => row['numero_asociado'] ?? ''));
    expect(outcomes.get(numberOf(7))).toMatchObject({ outcome: 'rejected', code: 'HUBSPOT_REFUSED' });
    expect([...contactsByNumber(system()).keys()].sort()).toEqual([1, 2, 3, 4, 5, 6].map(numberOf));
    expect(
      system()
        .logLines()
        .filter(({ operation }) => operation === 'CIRCUIT'),
    ).toEqual([]);

    await members.insert(rows(8, 8));
    await system().tick();
    expect(contactsByNumber(system()).has(numberOf(8))).toBe(true);
  });
});

describe('an app that HubSpot has banned', () => {
  const system = useSystem({ seed: enableExactFeeds });

  it('stops the sync with its own advice, and names no scope', async () => {
    const { hubspot, members } = system();
    await members.insert(rows(1, 1));
    const said = { category: 'BANNED', message: 'The app is not allowed to access this portal' };
    hubspot.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 403, said } });

    await system().host.runTimer('detectChanges');
    const opened = await system().until(({ operation }) => operation === 'CIRCUIT');

    expect(opened).toMatchObject({
      code: 'HUBSPOT_REFUSED',
      message: expect.stringContaining('not allowed to use this portal'),
    });
    expect(JSON.stringify(system().logLines())).not.toContain('scope');
    await system().until(({ operation, status }) => operation === 'BATCH' && status === 'RETRY');
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});

describe('a 403 to one call that HubSpot does not repeat for an empty one', () => {
  const system = useSystem({ seed: enableExactFeeds });

  it('opens no circuit, whatever it says: the batch waits, and the next one goes through', async () => {
    const { hubspot, members } = system();
    await members.insert([{ ...inventAssociate(1, STAMP), lastname: 'Sensible' }]);
    hubspot.faults.inject({
      match: { operation: 'upsert', holds: 'Sensible' },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 403 },
    });
    await system().host.runTimer('detectChanges');
    const putBack = await system().until(
      ({ operation, status }) => operation === 'BATCH' && status === 'RETRY',
    );
    expect(putBack).toMatchObject({ code: 'HUBSPOT_REFUSED', message: expect.stringContaining('scope') });

    await members.insert(rows(2, 2));
    await system().host.runTimer('detectChanges');
    await system().until(({ operation, status }) => operation === 'BATCH' && status === 'SUCCESS');
    expect(contactsByNumber(system()).has(numberOf(2))).toBe(true);
    expect(
      system()
        .logLines()
        .filter(({ operation }) => operation === 'CIRCUIT'),
    ).toEqual([]);
  });
});

// promise 3
import { expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

/** Time enough for a newer row to be written before, on a busy machine too. */
const LATE_MS = 8_000;

const system = useSystem({
  settings: { HUBSPOT_TIMEOUT_MS: '500' },
  mapping: [
    [['sync', 'quietSeconds'], (2 * LATE_MS) / 1_000],
    [['source', 'overlapSeconds'], 0],
  ],
});

it('a write that HubSpot applies long after its answer was given up does not outlive a newer one', async () => {
  const { hubspot, members, host } = system();
  await members.insert([inventAssociate(1, '2026-01-05T00:00:00.000')]);
  // When the first write arrives, its answer has been given up and the call repeated.
  hubspot.faults.inject({
    match: { operation: 'upsert' },
    when: 'before',
    action: { kind: 'slow', ms: LATE_MS },
  });
  await host.runTimer('detectChanges');
  await system().until(({ operation, status }) => operation === 'BATCH' && status === 'SUCCESS');

  await members.update([numberOf(1)], { lastname: 'Nuevo' });
  await host.runTimer('detectChanges');
  await expect.poll(() => hubspot.writes().length, { timeout: 5 * LATE_MS }).toBe(3);
  // It was the old row that HubSpot wrote last.
  expect(contactsByNumber(system()).get(numberOf(1))?.['lastname']).not.toBe('Nuevo');

  await system().settle();
  expect(contactsByNumber(system()).get(numberOf(1))?.['lastname']).toBe('Nuevo');
});

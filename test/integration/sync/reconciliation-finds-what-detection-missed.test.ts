// promise 1
import { expect, it } from 'vitest';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const system = useSystem({
  mapping: [
    [['source', 'changeFeed'], 'timestamp'],
    [['source', 'overlapSeconds'], 0],
  ],
});

async function reconcile(): Promise<void> {
  expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
  await system().settle();
}

it('rows that nobody stamped, late commits and deleted rows are found; unchanged rows cost no call', async () => {
  const { members, hubspot, ledger, accounts } = system();
  await members.insert(inventAssociates(250, { seed: 2, faultyShare: 0 }).map(({ row }) => row));
  await system().tick();
  const callsBefore = hubspot.calls()['upsert'];

  await reconcile();
  expect(hubspot.calls()['upsert']).toBe(callsBefore);

  // A fix by hand that leaves the stamp alone; a commit long after its stamp; two deleted rows.
  await members.run(
    `UPDATE dbo.hb_contacts SET lastname = N'A mano' WHERE numero_asociado = '${numberOf(10)}'`,
  );
  await members.insert(
    inventAssociates(1, { seed: 2, faultyShare: 0, firstIndex: 900 }).map(({ row }) => row),
  );
  await members.delete([numberOf(20), numberOf(21)]);
  await system().tick();
  expect(contactsByNumber(system()).has(numberOf(900))).toBe(false);

  await reconcile();

  const contacts = contactsByNumber(system());
  expect(contacts.get(numberOf(10))?.['lastname']).toBe('A mano');
  expect(contacts.has(numberOf(900))).toBe(true);
  const outcomes = await ledger.read([numberOf(20), numberOf(21)]);
  expect([...outcomes.values()].map(({ outcome }) => outcome)).toEqual(['deleted', 'deleted']);

  const run = system()
    .logLines()
    .filter(({ operation }) => operation === 'RECONCILE')
    .at(-1);
  expect(await accounts.read(String(run?.['run_id']))).toMatchObject({
    counts: { updated: 1, created: 1, deleted: 2, unchanged: 247, pending: 0 },
    detected: 251,
  });
});

it('what was found once is not found again', async () => {
  const callsBefore = system().hubspot.calls();
  await reconcile();
  expect(system().hubspot.calls()).toEqual(callsBefore);
  expect(system().logLines().at(-1)?.['message'] ?? '').toContain(' 0 differ');
});

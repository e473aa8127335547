import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import type { MembersTable } from '../../support/membersTable.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const KEY = 'numero_asociado_clave';
const MARK = 'asociado_eliminado';
const row = (index: number) => inventAssociate(index, '2026-01-05T00:00:00.000');
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1));

const policy = (deletes: string) => ({
  mapping: [
    [['sync', 'deletes'], deletes],
    [['sync', 'maxArchivePercent'], 100],
    [['source', 'changeFeed'], 'changeTracking'],
  ] as const,
  seed: async (members: MembersTable) => {
    await enableExactFeeds(members);
    await members.insert(rows(20));
  },
});

const contactsOf = ({ hubspot }: System, index: number) =>
  hubspot.contacts().filter(({ properties }) => properties[KEY] === numberOf(index));
const liveOf = (system: System, index: number) =>
  contactsOf(system, index).filter(({ archived }) => !archived);
const entryOf = async ({ ledger }: System, index: number) =>
  (await ledger.read([numberOf(index)])).get(numberOf(index));

async function reconcile({ host, settle }: System): Promise<void> {
  expect((await host.runTimer('reconcile')).succeeded).toBe(true);
  await settle();
}

describe('sync.deletes: mark', () => {
  const system = useSystem(policy('mark'));

  it('marks the contact of a deleted row, and nobody else’s', async () => {
    await system().tick();
    await system().members.delete([numberOf(3), numberOf(4)]);
    await system().tick();
    const marked = system()
      .hubspot.contacts()
      .filter(({ properties }) => properties[MARK] === 'true');
    expect(marked.map(({ properties }) => properties[KEY])).toEqual([numberOf(3), numberOf(4)]);
    expect(await entryOf(system(), 3)).toMatchObject({ outcome: 'deleted', code: 'CONTACT_MARKED' });
  });

  it('costs no call when the delete is found again', async () => {
    const before = system().hubspot.calls();
    await reconcile(system());
    // A row that comes and goes between two looks is a change without a row.
    await system().members.insert([row(4)]);
    await system().members.delete([numberOf(4)]);
    await system().tick();
    expect(system().hubspot.calls()).toEqual(before);
    expect(await entryOf(system(), 4)).toMatchObject({ outcome: 'deleted', code: 'CONTACT_MARKED' });
  });

  it('takes the mark off whoever comes back, in the same contact', async () => {
    const [before] = liveOf(system(), 3);
    await system().members.insert([row(3)]);
    await system().tick();
    const [after, ...more] = liveOf(system(), 3);
    expect(more).toEqual([]);
    expect([after?.id, after?.properties[MARK] ?? '']).toEqual([before?.id, '']);
    expect(await entryOf(system(), 3)).toMatchObject({ outcome: 'updated', code: 'OK' });
  });
});

describe('sync.deletes: archive', () => {
  const system = useSystem(policy('archive'));

  it('archives the contact of a deleted row', async () => {
    await system().tick();
    await system().members.delete([numberOf(3)]);
    await system().tick();
    expect(contactsOf(system(), 3).map(({ archived }) => archived)).toEqual([true]);
    expect(await entryOf(system(), 3)).toMatchObject({ outcome: 'deleted', code: 'CONTACT_ARCHIVED' });
    expect(system().hubspot.calls()['batchArchive']).toBe(1);
    const before = system().hubspot.calls();
    await reconcile(system());
    expect(system().hubspot.calls()).toEqual(before);
  });

  it('makes a new contact of whoever comes back', async () => {
    const [archived] = contactsOf(system(), 3);
    await system().members.insert([row(3)]);
    await system().tick();
    const live = liveOf(system(), 3);
    expect(live).toHaveLength(1);
    expect(live[0]?.id).not.toBe(archived?.id);
    expect(await entryOf(system(), 3)).toMatchObject({ outcome: 'created', hubspotId: live[0]?.id });
  });

  it.each(['before', 'after'] as const)(
    'survives an archive whose answer is lost %s it is done',
    async (when) => {
      const index = when === 'before' ? 5 : 6;
      system().hubspot.faults.inject({
        match: { operation: 'batchArchive' },
        when,
        action: { kind: 'reset' },
      });
      await system().members.delete([numberOf(index)]);
      await system().tick();
      expect(liveOf(system(), index)).toEqual([]);
      expect(await entryOf(system(), index)).toMatchObject({ outcome: 'deleted' });
    },
  );

  it('does not leave archived who comes back while a worker that archives is killed', async () => {
    const { hubspot, members, host } = system();
    hubspot.faults.inject({ match: { operation: 'batchArchive' }, when: 'after', action: { kind: 'hang' } });
    await members.delete([numberOf(7)]);
    await host.runTimer('detectChanges');
    await expect.poll(() => liveOf(system(), 7).length, { timeout: 30_000 }).toBe(0);
    // The very same row: its fingerprint is the one that HubSpot acknowledged before.
    await members.insert([row(7)]);
    await host.killWorker('SIGKILL');
    await system().tick();
    const [contact, ...more] = liveOf(system(), 7);
    expect(more).toEqual([]);
    // A second look after the kill may have found her there already.
    expect(await entryOf(system(), 7)).toMatchObject({ hubspotId: contact?.id, code: 'OK' });
  });

  it('leaves the contact alone that another row has taken over by a corrected key', async () => {
    const { members } = system();
    await members.insert([{ ...row(30), numero_asociado: ` ${numberOf(30)}` }]);
    await system().tick();
    expect(liveOf(system(), 30)).toHaveLength(1);
    await members.run(
      `UPDATE dbo.hb_contacts SET numero_asociado = '${numberOf(30)}' WHERE numero_asociado = ' ${numberOf(30)}'`,
    );
    await system().tick();
    expect(contactsOf(system(), 30).map(({ archived }) => archived)).toEqual([false]);
  });
});

describe('sync.deletes: ignore, the default', () => {
  const system = useSystem({ mapping: policy('ignore').mapping, seed: policy('ignore').seed });

  it('names the delete and leaves the contact as it is', async () => {
    await system().tick();
    const before = system().hubspot.contacts();
    await system().members.delete([numberOf(3)]);
    await system().tick();
    expect(system().hubspot.contacts()).toEqual(before);
    expect(await entryOf(system(), 3)).toMatchObject({ outcome: 'deleted', code: 'ROW_MISSING' });
  });
});

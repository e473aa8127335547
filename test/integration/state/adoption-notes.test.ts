import { describe, expect, it } from 'vitest';
import { createAdoptionNotes } from '../../../shared/state/adoptionNotes.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { STATE_TABLE } from '../../../shared/state/storageClients.ts';
import type { AdoptionNote } from '../../../shared/sync/ports/adoptionNotes.ts';
import { STORES, useTables } from '../../support/useTables.ts';

const note = (key: string, hubspotId: string): AdoptionNote => ({
  key,
  hubspotId,
  verdict: 'fits',
  by: ['email'],
});

describe.each(STORES)('what an adoption notes in the %s store', (kind) => {
  const tables = useTables(kind);
  const open = () => createAdoptionNotes(tables()(STATE_TABLE));
  const all = async (runId: string) => {
    const groups: string[] = [];
    for await (const group of open().byAssociate(runId))
      groups.push(group.map(({ key, hubspotId }) => `${key}:${hubspotId}`).join(' '));
    return groups;
  };

  it('comes back associate by associate, each note once however often it was added', async () => {
    const many = Array.from({ length: 250 }, (_, n) => note(`K${String(n).padStart(3, '0')}`, '1'));
    await open().add('one', [...many, note('K007', '2'), note("o'x/y", '3')]);
    await open().add('one', [note('K007', '2')]);
    const groups = await all('one');
    expect(groups).toHaveLength(251);
    expect(groups[7]).toBe('K007:1 K007:2');
    expect(await all('another')).toEqual([]);
  });

  it('goes with what is done, and with whom is erased, from every run', async () => {
    await open().add('two', [note('A', '1'), note('B', '2')]);
    await open().add('three', [note('A', '4')]);
    await open().remove('two', [note('B', '2')]);
    await open().remove('two', [note('B', '2')]);
    expect(await all('two')).toEqual(['A:1']);
    const accounts = createRunAccount(tables()(STATE_TABLE));
    await accounts.addDetected('two', [{ batchId: 'A', size: 1 }]);
    expect(await open().removeOf((key) => key === 'A')).toBe(2);
    expect([await all('two'), await all('three')]).toEqual([[], []]);
    expect(await accounts.read('two')).toMatchObject({ detected: 1 });
  });
});

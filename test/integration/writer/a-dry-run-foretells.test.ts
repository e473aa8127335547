import { describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../shared/index.ts';
import { inventAssociate, inventAssociates, numberOf } from '../../support/associates.ts';
import { useWriter } from '../../support/useWriter.ts';

const STAMP = '2026-01-05T00:00:00.000';
const shown = ({ key, outcome, code }: SyncRecord) => `${key} ${outcome} ${code}`;

describe('a dry run', () => {
  const world = useWriter('embedded', { adopted: false });

  it('tells of each record what then happens, and changes nothing', async () => {
    const { members, hubspot } = world();
    const rows = inventAssociates(250, { seed: 11, faultyShare: 0.2 }).map(({ row }) => row);
    await members.insert(rows);
    // Somebody was there before us.
    const { email: sameEmail = '', no__de_cedula: cedula = '' } = rows.slice(110).find(isFaultless) ?? {};
    hubspot.seedContact({ email: sameEmail ?? '', no__de_cedula: cedula ?? '', firstname: 'Antes' });
    const writer = world().writer();
    const wish = { where: '1 = 1', operation: 'upsert' } as const;
    // Some are known already, and changed.
    await writer.syncFromSql({ ...wish, where: "numero_asociado <= 'A-000100'" });
    await members.update([numberOf(1), numberOf(3), numberOf(5)], { lastname: 'Cambiado' });
    const [before, writes] = [hubspot.contacts(), hubspot.writes().length];

    const foretold: SyncRecord[] = [];
    const dry = writer.syncFromSql({ ...wish, dryRun: true });
    for await (const record of dry) foretold.push(record);
    const promised = await dry;
    expect(promised).toMatchObject({ dryRun: true, total: 250, pending: 0, toSendAgain: 0 });
    expect([hubspot.contacts(), hubspot.writes().length]).toEqual([before, writes]);

    const happened: SyncRecord[] = [];
    const real = writer.syncFromSql(wish);
    for await (const record of real) happened.push(record);
    expect(happened.map(shown).sort()).toEqual(foretold.map(shown).sort());
    const { runId: _, calls: __, seconds: ___, dryRun: ____, ...numbers } = await real;
    expect(promised).toMatchObject(numbers);
    expect(numbers).toMatchObject({ stoppedBy: 'end', total: 250 });
    for (const count of [
      numbers.created,
      numbers.updated,
      numbers.unchanged,
      numbers.adopted,
      numbers.rejected,
    ])
      expect(count).toBeGreaterThan(0);
  });

  it('knows rivals of other batches', async () => {
    const { members } = world();
    const email = 'pareja@example.com';
    const couple = [1001, 1950].map((index) => ({ ...inventAssociate(index, STAMP), email }));
    const between = Array.from({ length: 300 }, (_, index) => inventAssociate(1200 + index, STAMP));
    await members.insert([...couple, ...between]);
    const wish = { where: "numero_asociado > 'A-001000'", operation: 'upsert' } as const;
    const promised = await world()
      .writer()
      .syncFromSql({ ...wish, dryRun: true });
    expect(promised).toMatchObject({ total: 302, created: 301, conflict: 1 });
    expect(promised.byCode).toEqual({ OK: 301, EMAIL_TAKEN: 1 });
    const { created, conflict, byCode } = await world().writer().syncFromSql(wish);
    expect(promised).toMatchObject({ created, conflict, byCode });
  });

  it('shows what would be sent beside what HubSpot holds, with values; a real run shows none', async () => {
    const { members } = world();
    const [row] = (await members.readAll()).filter(({ lastname }) => lastname === 'Cambiado');
    const key = row?.['numero_asociado'] ?? '';
    await members.update([key], { lastname: 'Otra Vez' });
    const wish = { where: `numero_asociado = '${key}'`, operation: 'upsert' } as const;
    const dry: SyncRecord[] = [];
    for await (const record of world()
      .writer()
      .syncFromSql({ ...wish, dryRun: true }))
      dry.push(record);
    const changed = dry.flatMap(({ changes }) => changes.filter(({ change }) => change === 'changed'));
    expect(changed).toEqual([{ property: 'lastname', change: 'changed', from: 'Cambiado', to: 'Otra Vez' }]);
    const real: SyncRecord[] = [];
    for await (const record of world().writer().syncFromSql(wish)) real.push(record);
    expect(real).toMatchObject([{ key, outcome: 'updated', changes: [] }]);
  });
});

function isFaultless({ email, no__de_cedula, firstname, lastname }: Record<string, string | null>): boolean {
  return [email, no__de_cedula, firstname, lastname].every((value) => /\S/.test(value ?? ''));
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { ContactWriter } from '../../../shared/index.ts';
import { inventAssociates } from '../../support/associates.ts';
import { STORES } from '../../support/useTables.ts';
import { useWriter } from '../../support/useWriter.ts';

afterEach(() => vi.unstubAllEnvs());

// promise 4
describe.each(STORES)('with the %s store', (store) => {
  const world = useWriter(store);

  it('the example of the document runs as it is written there, and its numbers are those of the portal', async () => {
    const { members, hubspot, env, stateDir } = world();
    const rows = inventAssociates(300, { seed: 3, faultyShare: 0.2 }).map(({ row }) => row);
    await members.insert(rows);
    await members.run('ALTER TABLE dbo.hb_contacts ADD modified_today bit NULL');
    await members.run("UPDATE dbo.hb_contacts SET modified_today = 1 WHERE numero_asociado < 'A-000251'");
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);

    const writer = new ContactWriter({ stateDir });
    const results = await writer.syncFromSql({
      query: 'SELECT * FROM hb_contacts WHERE modified_today = 1',
      operation: 'upsert', // insert, update, upsert
    });

    const printed = [
      `Procesados: ${results.total}`,
      `Éxito: ${results.success}`,
      `Errores: ${results.errors}`,
    ];

    const inPortal = hubspot.contacts().length;
    expect(printed).toEqual(['Procesados: 250', `Éxito: ${inPortal}`, `Errores: ${250 - inPortal}`]);
    const { total, success, errors, created, rejected, conflict, deleted, pending } = results;
    expect(total).toBe(success + errors + deleted + pending);
    expect({ total, pending, deleted }).toEqual({ total: 250, pending: 0, deleted: 0 });
    expect(created).toBe(success);
    expect(errors).toBe(rejected + conflict);
    expect(errors).toBeGreaterThan(0);
  });
});

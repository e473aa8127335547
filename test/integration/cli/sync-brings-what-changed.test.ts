import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { callCli } from '../../support/callCli.ts';
import { useWriter } from '../../support/useWriter.ts';

describe('sync, from the first run on', () => {
  const world = useWriter('embedded', { mapping: [[['source', 'overlapSeconds'], 0]] });
  const sync = (args: string) => {
    const { env, stateDir } = world();
    return callCli(['sync', ...args.split(' ').filter(Boolean), '--state', stateDir], { env });
  };
  const inPortal = () => world().hubspot.contacts().length;

  it('foretells what happens, writes no more than its limit, and then all of it, once', async () => {
    const { members, stateDir } = world();
    await members.insert(inventAssociates(120, { seed: 3, faultyShare: 0.2 }).map(({ row }) => row));

    const foretold = await sync('--dry-run --diff --diff-limit 2 --json');
    expect(foretold.exitCode).toBe(0);
    expect(inPortal()).toBe(0);
    const [start] = foretold.events();
    expect(start).toMatchObject({ event: 'start', command: 'sync', dryRun: true });
    expect(start?.['store']).toContain(stateDir);
    const { created, rejected, conflict } = foretold.result();
    expect(foretold.stdout).toContain('asociado.1@example.com');
    const withoutValues = await sync('--dry-run --exit-code --json');
    expect(withoutValues.exitCode).toBe(3);
    expect(withoutValues.stdout).not.toContain('@example.com');

    const some = (await sync('--limit 10 --json')).result();
    expect(some).toMatchObject({ total: 10, pending: 0 });
    expect(inPortal()).toBe(some['created']);

    const first = await sync('--json');
    // Some are not right: exit code 1, as foretold.
    expect(first).toMatchObject({ exitCode: 1 });
    const result = first.result();
    // The watermark has not moved with the limit: all of them come.
    expect(result).toMatchObject({ total: 120, rejected, conflict, pending: 0, stoppedBy: 'end' });
    expect(Number(result['created']) + Number(some['created'])).toBe(created);
    expect(result).toMatchObject({ success: inPortal(), unchanged: some['created'] });
    expect(first.events().filter(({ event }) => event === 'record').length).toBe(120);
    expect(await world().differences()).toEqual([]);

    expect(await sync('')).toMatchObject({ exitCode: 0 });
    expect((await sync('--json')).result()).toMatchObject({ total: 0, calls: 0 });
  });

  it('shows of a changed row what changes, and brings it', async () => {
    const { members, hubspot, stateDir } = world();
    const [row] = await members.readAll();
    const key = row?.['numero_asociado'] ?? '';
    await members.update([key], { lastname: 'Otro' });

    const shown = await sync('--dry-run --diff');
    expect(shown.stderr).toContain(`The store is ${stateDir}`);
    expect(shown.stdout).toContain(`~ ${key} (updated`);
    expect(shown.stdout).toMatch(/~ lastname: .+ → Otro/);
    expect(shown.stdout).toMatch(/^ +updated +1$/m);
    expect(shown.stdout).toContain('Nothing was written.');

    expect((await sync('--json')).result()).toMatchObject({ total: 1, updated: 1, errors: 0, exitCode: 0 });
    expect(hubspot.contacts().some(({ properties }) => properties['lastname'] === 'Otro')).toBe(true);
  });

  it('takes the whole table, or whom a condition chooses, and says what another operation costs', async () => {
    expect((await sync('--full --json')).result()).toMatchObject({ total: 120, created: 0, updated: 0 });
    const { env, stateDir } = world();
    const where = ['sync', '--where', "numero_asociado < 'A-000010'", '--state', stateDir];
    const chosen = await callCli([...where, '--operation', 'update'], { env });
    expect(chosen.stderr).toContain('SYNC_OPERATION is upsert');
    expect(chosen.stdout).toContain('The next regular run sends up to 9 of them once more.');
  });

  it('compares the whole table, and finds the row that is gone', async () => {
    const { members, hubspot } = world();
    const { properties } = hubspot.contacts()[0] ?? {};
    const key = properties?.['numero_asociado'] ?? '';
    await members.run(`DELETE FROM dbo.hb_contacts WHERE numero_asociado = '${key}'`);
    expect((await sync('--json')).result()).toMatchObject({ total: 0 });
    const night = await sync('--reconcile --json');
    expect(night.result()).toMatchObject({ deleted: 1, pending: 0 });
  });
});

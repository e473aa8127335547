import { describe, expect, it } from 'vitest';
import { createAdoptionNotes } from '../../../shared/state/adoptionNotes.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { lastWholeWeek } from '../../../shared/sync/weekly/week.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { countedSince } from '../../support/countedSince.ts';
import { entitiesOf } from '../../support/entitiesOf.ts';
import { readReviews } from '../../support/readReviews.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();
const erase = (key: string) => system().call('DELETE', `associates/${key}`);
const mentionsOf = async (key: string) =>
  (await entitiesOf(system().storage.connectionString)).filter((entity) => entity.includes(key));

describe('DELETE /api/associates/{numeroAsociado}', () => {
  it('leaves no entity that contains the number in any table, and says what remains', async () => {
    const { members, storage, hubspot } = system();
    await countedSince(storage.connectionString, lastWholeWeek(Date.now()).from);
    // The third has the email of the first and is rejected for another reason; the fourth contends with the third.
    await members.insert([
      inventAssociate(1, PAST),
      inventAssociate(2, PAST),
      { ...inventAssociate(3, PAST), email: 'dos@example.com' },
      { ...inventAssociate(4, PAST), email: 'dos@example.com' },
    ]);
    await system().tick();
    const rivals = (await readReviews(system())).reviews;
    expect(rivals.map(({ numeroAsociado, rivalKey }) => [numeroAsociado, rivalKey]).sort()).toEqual([
      [numberOf(3), numberOf(4)],
      [numberOf(4), numberOf(3)],
    ]);
    const state = createStorageClients({ AzureWebJobsStorage: storage.connectionString }).table(STATE_TABLE);
    for (const runId of ['one', 'another']) {
      await createAdoptionNotes(state).add(runId, [
        { key: numberOf(3), hubspotId: '7', verdict: 'fits', by: ['email'] },
        { key: numberOf(2), hubspotId: '8', verdict: 'fits', by: ['email'] },
      ]);
    }
    const reconciliation = createStateDocument(state, 'reconciliation');
    const verification = createStateDocument(state, 'verification');
    const found = { counts: { checked: 2, same: 0, drifted: 2, missing: 0, gone: 0, skipped: 0 }, drift: {} };
    const keys = { drifted: [numberOf(2), numberOf(3)], missing: [], gone: [] };
    const times = { startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:01:00.000Z' };
    const last = { runId: 'v', ...times, ...found, keys };
    await verification.save(JSON.stringify({ last }), undefined);
    const position = { phase: 'rows', afterKey: numberOf(3) };
    await reconciliation.save(JSON.stringify(position), (await reconciliation.read())?.etag);
    expect((await mentionsOf(numberOf(3))).length).toBeGreaterThanOrEqual(6);
    // A report speaks of reviews, and of nobody: there is nothing to take out of it.
    expect((await system().host.runTimer('report')).succeeded).toBe(true);
    const reports = await mentionsOf('"report|');
    expect(reports).toHaveLength(1);
    expect(reports.join()).toContain('EMAIL_TAKEN');
    expect(reports.join()).not.toMatch(/A-0000/);

    const response = await erase(numberOf(3));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      numeroAsociado: numberOf(3),
      removed: { outcomes: 1, reviews: 1, mentions: 1, adoptionNotes: 2, positions: 2 },
      remains: [{ code: 'ROW_REMAINS', message: expect.any(String) }, { code: 'LOGS_REMAIN' }],
    });
    expect(await mentionsOf(numberOf(3))).toEqual([]);
    expect(JSON.parse((await reconciliation.read())?.text ?? '')).toEqual({ phase: 'rows', afterKey: null });
    expect(JSON.parse((await verification.read())?.text ?? '')).toMatchObject({
      last: { keys: { drifted: [numberOf(2)] } },
    });
    // Nobody else lost anything but the rival's name.
    expect(hubspot.contacts()).toHaveLength(2);
    expect((await mentionsOf(numberOf(2))).length).toBeGreaterThanOrEqual(3);
    const [left] = (await readReviews(system())).reviews;
    expect(left).toMatchObject({ numeroAsociado: numberOf(4), outcome: 'conflict' });
    expect(left).not.toHaveProperty('rivalKey');
  });

  it('names the contact that is still in HubSpot', async () => {
    await system().members.delete([numberOf(1)]);
    const contact = system()
      .hubspot.contacts()
      .find(({ properties }) => properties['numero_asociado'] === numberOf(1));

    const response = await erase(numberOf(1));

    expect(await response.json()).toMatchObject({
      removed: { outcomes: 1 },
      remains: [{ code: 'CONTACT_REMAINS', contactIds: [contact?.id] }, { code: 'LOGS_REMAIN' }],
    });
    expect(await mentionsOf(numberOf(1))).toEqual([]);
    expect((await erase(numberOf(1))).status).toBe(404);
  });

  it('finds an associate by another spelling', async () => {
    expect((await erase('a-000004')).status).toBe(200);
    expect(await mentionsOf(numberOf(4))).toEqual([]);
  });

  it('says that messages wait, one of which may name the associate; what they leave is known to be forgettable', async () => {
    const { members, host, ledger } = system();
    await members.update([numberOf(2)], { lastname: 'Jiménez' });
    await host.pause('upsertBatch');
    await host.runTimer('detectChanges');
    await members.delete([numberOf(2)]);

    const response = await erase(numberOf(2));
    expect(await response.json()).toMatchObject({
      remains: [{ code: 'CONTACT_REMAINS' }, { code: 'MESSAGES_REMAIN', waitingMessages: 1 }, {}],
    });
    expect(await mentionsOf(numberOf(2))).toEqual([]);
    host.resume('upsertBatch');
    await system().settle();

    const entry = (await ledger.read([numberOf(2)])).get(numberOf(2));
    expect(entry).toMatchObject({ outcome: 'deleted' });
    expect(entry?.hubspotId).toBeUndefined();
  });

  it('lets the associate come back with the row', async () => {
    expect((await system().resync(numberOf(3))).status).toBe(200);
    expect(contactsByNumber(system()).has(numberOf(3))).toBe(true);
  });

  it('answers 404 for an associate that is nowhere', async () => {
    const response = await erase('nobody');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'ASSOCIATE_UNKNOWN' });
  });
});

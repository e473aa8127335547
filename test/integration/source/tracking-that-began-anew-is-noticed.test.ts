import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { followFeed } from '../../support/followFeed.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { type Source, startSource } from '../../support/useSource.ts';

const ROWS = 5;
const GRANTS = ['SELECT ON dbo.hb_contacts', 'VIEW CHANGE TRACKING ON dbo.hb_contacts'];
const mapping = testMapping([[['source', 'changeFeed'], 'changeTracking']]);

let source: Source & { close(): Promise<void> };
beforeEach(async () => {
  source = await startSource({}, { logins: [{ user: 'sync', grants: GRANTS }] }, 'sync');
  await enableExactFeeds(source.members);
  await source.members.insert(inventAssociates(ROWS, { seed: 1, faultyShare: 0 }).map(({ row }) => row));
});
afterEach(() => source.close());

const run = (position?: string) => followFeed(source.database, mapping, position);

const OFF_AND_ON = ['DISABLE', 'ENABLE'].map((verb) => `ALTER TABLE dbo.hb_contacts ${verb} CHANGE_TRACKING`);

describe('change tracking between two detections', () => {
  it('that was switched off and on begins a full pass, though the watermark is not older than the least valid version', async () => {
    const { next } = await run();
    const [off = '', on = ''] = OFF_AND_ON;
    await source.members.run(off);
    await source.members.update([numberOf(2)], { lastname: 'Desconocido' });
    await source.members.run(on);

    const again = await run(next);
    expect(again.reason).toMatch(/began anew \(switched off and on, or TRUNCATE TABLE\)/);
    expect(again.keys).toHaveLength(ROWS);
    expect(await run(again.next)).toMatchObject({ keys: [], reason: undefined });
  });

  it('that was switched off and on at one version is known by the day its log was made', async () => {
    // Two rounds, so that begin, current and least valid version are the same before and after.
    for (const statement of OFF_AND_ON) await source.members.run(statement);
    const { next } = await run();
    const { cursor } = JSON.parse(next ?? '{}');
    const [off = '', on = ''] = OFF_AND_ON;
    await source.members.run(off);
    await source.members.update([numberOf(2)], { lastname: 'Desconocido' });
    await source.members.run(on);

    const again = await run(next);
    expect(JSON.parse(again.next ?? '{}').cursor).toMatchObject({ since: cursor.since, begin: cursor.begin });
    expect(again.reason).toMatch(/began anew/);

    // Where the log is not shown, only the version can tell.
    await source.server.set({ showsInternalTables: false });
    for (const statement of OFF_AND_ON) await source.members.run(statement);
    expect(await run(again.next)).toMatchObject({ reason: undefined });
  });

  it('that a TRUNCATE reset begins a full pass', async () => {
    const { next } = await run();
    await source.members.run('TRUNCATE TABLE dbo.hb_contacts');
    expect(await run(next)).toMatchObject({ keys: [], reason: expect.stringMatching(/TRUNCATE/) });
  });

  it('that the cleanup shortened behind the watermark goes on', async () => {
    const { next } = await run();
    const { since } = JSON.parse(next ?? '{}').cursor;
    await source.server.expireChangesBefore(Number(since));
    await source.members.update([numberOf(3)], { lastname: 'Nuevo' });
    expect(await run(next)).toMatchObject({ keys: [numberOf(3)], reason: undefined });
  });

  it('is followed from a watermark of an earlier version, which does not say when it began', async () => {
    const { next } = await run();
    const position = JSON.parse(next ?? '{}');
    const { since } = position.cursor;
    await source.members.update([numberOf(3)], { lastname: 'Nuevo' });
    const earlier = JSON.stringify({ ...position, cursor: { since, afterKey: null } });
    expect(await run(earlier)).toMatchObject({ keys: [numberOf(3)], reason: undefined });
  });
});

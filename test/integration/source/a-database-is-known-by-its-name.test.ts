import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSameSource } from '../../../shared/source/feeds/sameSource.ts';
import { preflight } from '../../../shared/source/preflight.ts';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { followFeed } from '../../support/followFeed.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { type Source, startSource } from '../../support/useSource.ts';

const mapping = testMapping();
let source: Source & { close(): Promise<void> };
beforeEach(async () => {
  source = await startSource();
  await enableExactFeeds(source.members);
  await source.members.insert(inventAssociates(5, { seed: 1, faultyShare: 0 }).map(({ row }) => row));
});
afterEach(() => source.close());

const run = (position?: string) => followFeed(source.database, mapping, position);

describe('on Azure SQL, where DB_ID() is not always the id that sys.databases has', () => {
  it.each(['databaseId', 'dbId'] as const)(
    'nothing changes with a failover, and no delete is lost (other views have the %s)',
    async (otherViewsHave) => {
      const { next } = await run();
      expect(JSON.parse(next ?? '{}')).toMatchObject({ feed: 'changeTracking' });
      await source.server.set({ dbId: 4711, otherViewsHave });
      await source.members.delete([numberOf(5)]);

      const findings = await preflight(source.database, mapping);
      expect(findings.filter(({ level }) => level !== 'ok')).toEqual([
        expect.objectContaining({ check: 'noWritePermission' }),
      ]);
      expect(await run(next)).toMatchObject({ keys: [numberOf(5)], reason: undefined });
    },
  );

  it('a catalogue that does not show the database is an error of its own, and no identity', async () => {
    const { next } = await run();
    await source.server.set({ showsDatabase: false });
    await source.members.delete([numberOf(5)]);

    await expect(run(next)).rejects.toMatchObject({
      code: 'SQL_CATALOGUE',
      message: expect.stringMatching(/sys\.databases has no row/),
    });
    expect(await preflight(source.database, mapping)).toEqual([
      expect.objectContaining({
        check: 'source',
        level: 'error',
        code: 'SQL_CATALOGUE',
        message: expect.objectContaining({ en: expect.stringMatching(/sys\.databases has no row/) }),
      }),
    ]);

    await source.server.set({ showsDatabase: true });
    expect(await run(next)).toMatchObject({ keys: [numberOf(5)], reason: undefined });
  });
});

describe('a watermark', () => {
  const here = 'coop 2026-01-01T00:00:00 FORK-1 dbo.hb_contacts';

  it.each([
    ['of the same replica', here, true],
    ['of the other replica of an availability group', here.replace('2026-01-01', '2026-03-03'), true],
    ['from before a restore', here.replace('FORK-1', 'FORK-2'), false],
    ['of another table', here.replace('hb_contacts', 'other'), false],
    ['of another database', here.replace('coop', 'my coop'), false],
    ['of a login that did not see the fork, by the same replica', here.replace('FORK-1', ''), false],
  ])('%s counts or does not', (_, stored, counts) => {
    expect(isSameSource(stored, here)).toBe(counts);
    expect(isSameSource(here, stored)).toBe(counts);
  });

  it('goes by the date of creation where the fork is not seen', () => {
    const unseen = 'my coop 2026-01-01T00:00:00  dbo.hb_contacts';
    expect(isSameSource(unseen, unseen)).toBe(true);
    expect(isSameSource(unseen, unseen.replace('2026-01-01', '2026-03-03'))).toBe(false);
  });
});

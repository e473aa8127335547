import { beforeAll, describe, expect, it } from 'vitest';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { createChangeFeed } from '../../../shared/source/feeds/changeFeed.ts';
import { chooseFeed } from '../../../shared/source/feeds/chooseFeed.ts';
import type { FeedName } from '../../../shared/source/feeds/incrementalFeed.ts';
import type { ChangeFeed } from '../../../shared/sync/ports/changeFeed.ts';
import { inventAssociate, inventAssociates, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { type Source, useSource } from '../../support/useSource.ts';

const PAST = '2026-01-05T00:00:00.000';
const ROWS = 300;
/** Longer than the transactions of these tests; only the timestamp feed needs it. */
const OVERLAP_SECONDS = 2;

async function prepare({ members }: Source): Promise<void> {
  await enableExactFeeds(members);
  await members.insert(inventAssociates(ROWS, { seed: 1, faultyShare: 0 }).map(({ row }) => row));
}

describe.each<FeedName>(['timestamp', 'rowversion', 'changeTracking'])('the %s feed', (name) => {
  const source = useSource();
  let feed: ChangeFeed;
  let position: string | undefined;

  beforeAll(async () => {
    await prepare(source());
    const { database } = source();
    const mapping = testMapping([
      [['source', 'changeFeed'], name],
      [['source', 'overlapSeconds'], OVERLAP_SECONDS],
      [['sync', 'pageSize'], 100],
    ]);
    feed = createChangeFeed({
      database,
      describe: () => describeTable(database, mapping),
      choose: (table) => chooseFeed(database, table, mapping),
      pageSize: 100,
    });
    await follow();
  });

  /** One run from the stored position: stores each page's position, and answers the keys it handed out. */
  async function follow(
    options: {
      crashAfterPages?: number;
      stopAfterPages?: number;
      duringPage?: (page: number) => Promise<void>;
    } = {},
  ) {
    const keys: string[] = [];
    let pages = 0;
    for await (const page of feed.pages(position)) {
      keys.push(...page.changes.map(({ key }) => key));
      pages++;
      // A crash between "messages stored" and "watermark stored": the position of this page is lost.
      if (pages === options.crashAfterPages) break;
      await options.duringPage?.(pages);
      position = page.next;
      if (pages === options.stopAfterPages) break;
    }
    return keys;
  }

  /** Runs until nothing but the overlap comes back, so that a test begins with nothing left over. */
  const rest = async () => {
    passOverlap();
    await follow();
    await follow();
  };
  let clockOffsetMs = 0;
  const passOverlap = () => {
    clockOffsetMs += (OVERLAP_SECONDS + 1) * 1000;
    source().server.setClock(clockOffsetMs);
  };

  // promise 1
  it('meets a transaction that commits after the watermark has passed its stamp', async () => {
    await rest();
    const late = await source().server.beginLateTransaction(
      `UPDATE dbo.hb_contacts SET lastname = N'Tarde', lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado = '${numberOf(7)}'`,
    );
    await source().members.update([numberOf(8)], { lastname: 'Después' });
    const before = await follow();
    expect(before).not.toContain(numberOf(7));

    await late.commit();
    const after = await follow();
    expect(after).toContain(numberOf(7));
    // A rowversion above that of an open transaction waits for it; the other feeds have handed it out by now.
    expect(name === 'rowversion' ? after : before).toContain(numberOf(8));
    if (name === 'rowversion') expect(before).not.toContain(numberOf(8));
  });

  // promise 1
  it('hands out all of 5,000 rows of one transaction and one stamp, across page borders and cut-off runs', async () => {
    await rest();
    const keys = Array.from({ length: 5000 }, (_, index) => numberOf(10_000 + index));
    const rows = keys.map((_, index) => inventAssociate(10_000 + index, PAST));
    await source().members.insert(rows.map((row) => ({ ...row, lastmodifieddate: null })));
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado >= '${numberOf(10_000)}'`,
    );

    const found = new Set<string>();
    for (const crashAfterPages of [3, 7, 2])
      for (const key of await follow({ crashAfterPages })) found.add(key);
    for (const key of await follow()) found.add(key);
    expect(keys.filter((key) => !found.has(key))).toEqual([]);

    // Without a crash each comes once, whatever page it is on and wherever a run stops.
    await rest();
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado >= '${numberOf(10_000)}'`,
    );
    passOverlap();
    const once: string[] = [];
    for (const stopAfterPages of [2, 5]) once.push(...(await follow({ stopAfterPages })));
    once.push(...(await follow()));
    expect(once).toHaveLength(5000);
    expect(new Set(once).size).toBe(5000);
  });

  it('meets rows that are changed while it pages, however often', async () => {
    await rest();
    const touched = Array.from({ length: 250 }, (_, index) => numberOf(index + 1));
    await source().members.update(touched, { canton: 'Antes' });
    const again = new Set<string>();
    const during = async (page: number) => {
      const key = numberOf(page * 20);
      again.add(key);
      await source().members.update([key, numberOf(299)], { canton: `Página ${page}` });
    };

    const first = await follow({ duringPage: during });
    expect(touched.filter((key) => !first.includes(key))).toEqual([]);
    const after = await follow();
    expect([...again, numberOf(299)].filter((key) => !after.includes(key) && !cameTwice(first, key))).toEqual(
      [],
    );
  });

  it('loses nothing while the server drops every third connection', async () => {
    await rest();
    const touched = Array.from({ length: 220 }, (_, index) => numberOf(index + 50));
    await source().members.update(touched, { distrito: 'Otro' });
    await source().database.close();
    source().server.faults.closeEveryConnection(3);
    source().server.faults.dropConnection(/hb_contacts\] AS|CHANGETABLE/, { times: 4, afterRows: 30 });

    const found = new Set<string>();
    for (let run = 0; run < 6; run++) {
      try {
        for (const key of await follow()) found.add(key);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SQL_UNREACHABLE' });
      }
    }
    source().server.faults.reset();
    for (const key of await follow()) found.add(key);

    expect(touched.filter((key) => !found.has(key))).toEqual([]);
  });

  // promise 1
  it('starts over with its reason after the database was restored', async () => {
    await source().server.restoreAsOf(source().server.backup());
    const reasons: string[] = [];
    for await (const page of feed.pages(position)) {
      if (page.fullPassReason) reasons.push(page.fullPassReason);
      position = page.next;
    }
    expect(reasons).toEqual(['the watermark is of another feed or database']);
  });
});

/** A key that changed during a run may have been handed out again in the same run. */
function cameTwice(keys: readonly string[], key: string): boolean {
  return keys.lastIndexOf(key) !== keys.indexOf(key);
}

describe('the rowversion feed behind a transaction that stays open', () => {
  const source = useSource();
  beforeAll(() => prepare(source()));

  it('hands out nothing after it, and says how much waits', async () => {
    const { server, members, database } = source();
    const mapping = testMapping([[['source', 'changeFeed'], 'rowversion']]);
    const table = await describeTable(database, mapping);
    const feed = await chooseFeed(database, table, mapping);
    const cursor = await feed.begin(table);
    const late = await server.beginLateTransaction(
      `UPDATE dbo.hb_contacts SET lastname = N'Abierta' WHERE numero_asociado = '${numberOf(1)}'`,
    );
    for (let round = 0; round < 40; round++) await members.run('UPDATE dbo.hb_contacts SET canton = canton');

    const [waiting] = await Array.fromAsync(feed.pages(cursor, table));
    expect(waiting).toMatchObject({ changes: [], notices: [{ code: 'ROWVERSION_LAG' }] });

    await late.commit();
    const pages = await Array.fromAsync(feed.pages(cursor, table));
    expect(pages.flatMap(({ changes }) => changes)).toHaveLength(ROWS);
    expect(pages.flatMap(({ notices }) => notices)).toEqual([]);
  });
});

describe('change tracking', () => {
  const source = useSource();
  beforeAll(() => prepare(source()));

  const feed = () => {
    const mapping = testMapping();
    return createChangeFeed({
      database: source().database,
      describe: () => describeTable(source().database, mapping),
      choose: (table) => chooseFeed(source().database, table, mapping),
      pageSize: 100,
    });
  };
  const run = async (position?: string) => {
    const pages = await Array.fromAsync(feed().pages(position));
    return {
      keys: pages.flatMap(({ changes }) => changes.map(({ key }) => key)),
      next: pages.at(-1)?.next,
      reason: pages.find(({ fullPassReason }) => fullPassReason)?.fullPassReason,
    };
  };

  it('is what auto chooses when the database offers it, and sees deleted rows', async () => {
    const { next } = await run();
    expect(JSON.parse(next ?? '{}')).toMatchObject({ feed: 'changeTracking' });
    await source().members.delete([numberOf(5)]);
    expect((await run(next)).keys).toEqual([numberOf(5)]);
  });

  it('starts over with its reason when the retention has passed', async () => {
    const { next } = await run();
    for (const name of ['Uno', 'Dos']) await source().members.update([numberOf(6)], { lastname: name });
    const { since } = JSON.parse(next ?? '{}').cursor;
    await source().server.expireChangesBefore(Number(since) + 1);

    const { keys, reason } = await run(next);
    expect(reason).toContain('change tracking keeps nothing before');
    expect(keys).toHaveLength(ROWS - 1);
  });

  it('that is turned off while it is the named feed is an error that names the script, never "no changes"', async () => {
    await source().members.run('ALTER TABLE dbo.hb_contacts DISABLE CHANGE_TRACKING');
    const mapping = testMapping([[['source', 'changeFeed'], 'changeTracking']]);
    const table = await describeTable(source().database, mapping);
    const chosen = await chooseFeed(source().database, table, mapping);
    await expect(Array.fromAsync(chosen.pages({ since: '1', afterKey: null }, table))).rejects.toMatchObject({
      code: 'CHANGE_TRACKING_OFF',
      message: expect.stringContaining('infra/sql/03-change-tracking.sql'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { createChangeFeed } from '../../../shared/source/feeds/changeFeed.ts';
import { createTimestampFeed } from '../../../shared/source/feeds/timestampFeed.ts';
import type { ChangePage } from '../../../shared/sync/ports/changeFeed.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { useSource } from '../../support/useSource.ts';

const PAST = '2026-01-05T00:00:00.000';
const mapping = testMapping();

const source = useSource();

function feed(options: { overlapSeconds?: number; pageSize?: number } = {}) {
  const incremental = createTimestampFeed(source().database, {
    clock: 'utc',
    overlapSeconds: 0,
    pageSize: 100,
    ...options,
  });
  return createChangeFeed({
    database: source().database,
    describe: () => describeTable(source().database, mapping),
    choose: async () => incremental,
    pageSize: options.pageSize ?? 100,
  });
}

async function drain(position: string | undefined, options = {}, maxPages = Number.POSITIVE_INFINITY) {
  const pages: ChangePage[] = [];
  for await (const page of feed(options).pages(position)) {
    pages.push(page);
    if (pages.length === maxPages) break;
  }
  return {
    keys: pages.flatMap(({ changes }) => changes.map(({ key }) => key)),
    next: pages.at(-1)?.next,
    pages,
  };
}

const numbers = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => numberOf(from + index));

describe('the first pass', () => {
  it('hands out every row once, rows without a stamp and stamped in the future included, and says why it is one', async () => {
    const rows = numbers(1, 250).map((_, index) => inventAssociate(index + 1, PAST));
    rows[7] = { ...rows[7], lastmodifieddate: '2099-01-01T00:00:00.000' };
    await source().members.insert(rows);
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastmodifieddate = NULL WHERE numero_asociado = '${numberOf(9)}'`,
    );

    const { keys, pages } = await drain(undefined);

    expect([...keys].sort()).toEqual(numbers(1, 250));
    expect(pages[0]?.fullPassReason).toBe('no watermark');
    expect(pages).toHaveLength(3);
  });

  it('goes on after the last stored page, and what changes during the pass is met beside it', async () => {
    const first = await drain(undefined, {}, 1);
    await source().members.update([numberOf(3), numberOf(240)], { lastname: 'Durante el paso' });
    const rest = await drain(first.next);
    // The changes do not wait for the pass to end, and the pass leaves nobody out.
    expect(rest.keys.slice(0, 2).sort()).toEqual([numberOf(3), numberOf(240)]);
    expect([...new Set([...first.keys, ...rest.keys])].sort()).toEqual(numbers(1, 250));
    expect((await drain(rest.next)).keys).toEqual([]);
  });

  it('is made again when the watermark is of another database, table or feed', async () => {
    const { next = '' } = await drain(undefined);
    for (const foreign of [
      next.replace('dbo.hb_contacts', 'dbo.other'),
      next.replace('timestamp', 'rowversion'),
      'x',
    ]) {
      const { keys, pages } = await drain(foreign);
      expect(keys).toHaveLength(250);
      expect(pages[0]?.fullPassReason).toBe('the watermark is of another feed or database');
    }
  });
});

describe('following the stamps', () => {
  let position: string | undefined;
  const settle = async () => {
    position = (await drain(position)).next;
  };

  it('finds each change once, and nothing when there is none', async () => {
    await settle();
    expect((await drain(position)).keys).toEqual([]);
    await source().members.update([numberOf(5)], { lastname: 'Cambio' });
    expect((await drain(position)).keys).toEqual([numberOf(5)]);
  });

  it('loses none of 350 rows that share one stamp across pages of 100, wherever a run is cut off', async () => {
    await settle();
    const keys = numbers(1000, 350);
    await source().members.insert(
      keys.map((_, index) => ({ ...inventAssociate(1000 + index, PAST), lastmodifieddate: null })),
    );
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado >= '${numberOf(1000)}'`,
    );
    for (const cut of [1, 2, 3, 4]) {
      const before = await drain(position, {}, cut);
      const after = await drain(before.next);
      expect([...new Set([...before.keys, ...after.keys])].sort()).toEqual(keys);
    }
    expect((await drain(position)).keys).toHaveLength(350);
  });

  it('follows the stamps and not the keys, wherever a run is cut off', async () => {
    const start = (await drain(undefined, { overlapSeconds: 3600 })).next;
    const keys = numbers(2000, 30);
    await source().members.insert(
      keys.map((_, index) => ({ ...inventAssociate(2000 + index, PAST), lastmodifieddate: null })),
    );
    // The higher the key, the earlier the stamp.
    for (const [index, key] of keys.entries()) {
      await source().members.run(
        `UPDATE dbo.hb_contacts SET lastmodifieddate = DATEADD(second, ${-60 * index}, SYSUTCDATETIME())
         WHERE numero_asociado = '${key}'`,
      );
    }
    for (const cut of [1, 2, 3]) {
      const before = await drain(start, { pageSize: 10 }, cut);
      const after = await drain(before.next, { pageSize: 10 });
      const found = new Set([...before.keys, ...after.keys]);
      expect(keys.filter((key) => !found.has(key))).toEqual([]);
    }
  });

  it('meets a row that was stamped before the watermark but committed after it, within the overlap', async () => {
    const overlap = { overlapSeconds: 60 };
    const { next } = await drain(undefined, overlap);
    // As a transaction does that stamps now and commits half a minute later.
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastname = N'Tarde', lastmodifieddate = DATEADD(second, -30, SYSUTCDATETIME())
       WHERE numero_asociado = '${numberOf(77)}'`,
    );
    expect((await drain(next, overlap)).keys).toContain(numberOf(77));
  });

  it('hands out no row before its time, and says that there are such rows', async () => {
    await settle();
    await source().members.run(
      `UPDATE dbo.hb_contacts SET lastmodifieddate = '2099-01-01' WHERE numero_asociado = '${numberOf(50)}'`,
    );
    const { keys, pages } = await drain(position);
    expect(keys).not.toContain(numberOf(50));
    expect(pages.flatMap(({ notices }) => notices.map(({ code }) => code))).toEqual(['FUTURE_STAMPS']);
  });

  it('never moves its position into the overlap or past the server’s clock', async () => {
    await source().members.update([numberOf(1)], { lastname: 'Ahora' });
    const overlap = { overlapSeconds: 3600, pageSize: 10 };
    const start = (await drain(undefined, overlap)).next;
    for await (const { next } of feed(overlap).pages(start)) {
      const { from } = JSON.parse(next).cursor;
      expect(from < new Date(Date.now() - 3_500_000).toISOString().slice(0, 23)).toBe(true);
    }
  });
});

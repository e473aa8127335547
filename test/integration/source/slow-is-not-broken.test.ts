import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preflight } from '../../../shared/source/preflight.ts';
import { inventAssociates, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { feedOf } from '../../support/followFeed.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { type Source, startSource } from '../../support/useSource.ts';

const ROWS = 5;
let source: Source & { close(): Promise<void> };
beforeEach(async () => {
  source = await startSource({ patienceMs: { changes: 300, count: 300 } });
  await source.members.insert(inventAssociates(ROWS, { seed: 1, faultyShare: 0 }).map(({ row }) => row));
});
afterEach(() => source.close());

/** One detection: the keys it handed out, the position that it stored last, and how it failed. */
async function detect(position: string | undefined, mapping = testMapping()) {
  const feed = feedOf(source.database, mapping);
  const keys: string[] = [];
  let next = position;
  let reason: string | undefined;
  let failure: unknown;
  try {
    for await (const page of feed.pages(position)) {
      keys.push(...page.changes.map(({ key }) => key));
      reason ??= page.fullPassReason;
      next = page.next;
    }
  } catch (error) {
    failure = error;
  }
  return { keys, next, reason, failure };
}

const asked = (pattern: RegExp) => source.server.statements().filter((text) => pattern.test(text)).length;

describe('CHANGETABLE that takes longer than its time-out', () => {
  beforeEach(() => enableExactFeeds(source.members));

  it('is not repeated as an outage, and a full pass takes its place after three detections, which says why', async () => {
    const { next } = await detect(undefined);
    await source.members.update([numberOf(2)], { lastname: 'Nuevo' });
    source.server.faults.stall(/CHANGETABLE/, { times: 3 });
    const before = asked(/CHANGETABLE/);

    let position = next;
    for (let detection = 1; detection <= 3; detection++) {
      const slow = await detect(position);
      expect(slow).toMatchObject({ keys: [], failure: { code: 'SQL_SLOW' } });
      expect(asked(/CHANGETABLE/) - before).toBe(detection);
      position = slow.next;
    }
    const { keys, reason, next: after } = await detect(position);
    expect(reason).toMatch(
      /CHANGETABLE gave no row in time 3 times in a row \(source\.changeTrackingTimeoutSeconds\)/,
    );
    expect(keys).toHaveLength(ROWS);
    expect(asked(/CHANGETABLE/) - before).toBe(3);

    await source.members.delete([numberOf(3)]);
    expect(await detect(after)).toMatchObject({ keys: [numberOf(3)], reason: undefined });
  });

  it('once is forgotten with the next detection that is quick enough', async () => {
    const { next } = await detect(undefined);
    await source.members.update([numberOf(2)], { lastname: 'Nuevo' });
    source.server.faults.stall(/CHANGETABLE/, { times: 2 });
    const twice = await detect((await detect(next)).next);
    const quick = await detect(twice.next);
    expect(quick).toMatchObject({ keys: [numberOf(2)], reason: undefined });
    source.server.faults.stall(/CHANGETABLE/, { times: 2 });
    const later = await detect((await detect(quick.next)).next);
    expect(await detect(later.next)).toMatchObject({ reason: undefined, failure: undefined });
  });
});

describe('a count that takes too long', () => {
  const byStamp = testMapping([[['source', 'changeFeed'], 'timestamp']]);

  it('stops no detection', async () => {
    source.server.faults.stall(/COUNT_BIG/, { times: Number.POSITIVE_INFINITY });
    const { next, failure } = await detect(undefined, byStamp);
    expect(failure).toBeUndefined();
    source.server.setClock(600_000);
    await source.members.update([numberOf(2)], { lastname: 'Nuevo' });
    expect((await detect(next, byStamp)).keys).toContain(numberOf(2));
  });

  it('is unknown to the preflight, which asks once and goes on', async () => {
    source.server.faults.stall(/COUNT_BIG/, { times: Number.POSITIVE_INFINITY });
    const findings = await preflight(source.database, byStamp);
    expect(findings.filter(({ level }) => level === 'unknown')).toEqual(
      ['unstampedRows', 'futureStamps'].map((check) => ({
        check,
        level: 'unknown',
        code: expect.stringMatching(/_UNKNOWN$/),
        parameters: {},
        message: expect.objectContaining({
          en: expect.stringMatching(/is not known: counting them took too long/),
        }),
      })),
    );
    expect(asked(/COUNT_BIG/)).toBe(2);
  });

  it('is not begun where the feed does not go by stamps', async () => {
    await enableExactFeeds(source.members);
    const findings = await preflight(source.database, testMapping());
    expect(findings.map(({ check }) => check)).not.toContain('futureStamps');
    expect(asked(/COUNT_BIG/)).toBe(0);
  });
});

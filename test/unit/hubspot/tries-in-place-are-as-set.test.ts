import { describe, expect, it } from 'vitest';
import { ceilingMs, withBackoff } from '../../../shared/backoff.ts';
import { RetryLater } from '../../../shared/errors.ts';
import { backoffOf } from '../../../shared/hubspot/backoffOf.ts';
import { testMapping } from '../../support/mappingFile.ts';

const backoff = (retry: object) => backoffOf(testMapping([[['sync', 'retry'], retry]]));

/** So often a call is made that always fails like this. */
async function triesAfter(retry: object, error: RetryLater): Promise<number> {
  let tries = 0;
  const failing = withBackoff(
    async () => {
      tries += 1;
      throw error;
    },
    { ...backoff(retry), baseMs: 0 },
  );
  await expect(failing).rejects.toBe(error);
  return tries;
}

const answered = (status: number) => new RetryLater('HUBSPOT', 'It answered.', { status });
const lost = new RetryLater('HUBSPOT_UNREACHABLE', 'It did not answer.', { outcomeUnknown: true });

const PASSING = [408, 423, 429, 477, 500, 502, 503, 504];

describe('a call that fails', () => {
  it.each([...PASSING, 501, 520, 524, 599])(
    'with %i is tried three times unless something else is set',
    async (status) => {
      expect(await triesAfter({}, answered(status))).toBe(3);
      expect(await triesAfter({ statuses: PASSING }, answered(status))).toBe(3);
    },
  );

  it.each([1, 2, 5])('is tried %i times where that is set', async (tries) => {
    expect(await triesAfter({ tries }, answered(503))).toBe(tries);
    expect(await triesAfter({ tries }, lost)).toBe(tries);
  });

  it.each([...PASSING, 501, 599])(
    'with %i is not repeated where no status is listed; a lost answer is',
    async (status) => {
      expect(await triesAfter({ statuses: [] }, answered(status))).toBe(1);
      expect(await triesAfter({ statuses: [] }, lost)).toBe(3);
    },
  );

  it('with a 5xx that has no entry of its own goes by 500', async () => {
    const listed = { statuses: [502, 503, 504] };
    expect(await triesAfter(listed, answered(502))).toBe(3);
    expect(await triesAfter(listed, answered(500))).toBe(1);
    expect(await triesAfter(listed, answered(520))).toBe(1);
    expect(await triesAfter({ statuses: [500] }, answered(520))).toBe(3);
    expect(await triesAfter({ statuses: [500] }, answered(502))).toBe(1);
  });
});

describe('the pause after a try', () => {
  const ceilings = (factor: number) => [1, 2, 3, 4].map((attempt) => ceilingMs(attempt, backoff({ factor })));

  it('grows by the factor, and never above what is waited for in place', () => {
    expect(ceilings(1)).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect(ceilings(1.5)).toEqual([1_000, 1_500, 2_250, 3_375]);
    expect(ceilings(2)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(ceilings(10)).toEqual([1_000, 10_000, 10_000, 10_000]);
  });

  it('that HubSpot wishes longer than that is not waited for: the work goes back at once', async () => {
    const error = new RetryLater('HUBSPOT_RATE_LIMITED', 'Later.', { status: 429, afterMs: 10_001 });
    expect(await triesAfter({ tries: 5 }, error)).toBe(1);
  });
});

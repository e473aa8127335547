import { describe, expect, it } from 'vitest';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';
import { loadSettings } from '../../../shared/config/settings.ts';
import { parseNcrontab as parseAsHost } from '../../standins/functions/host/ncrontab.ts';

const required = { SQL_CONNECTION_STRING: 'Server=here', HUBSPOT_ACCESS_TOKEN: 'secret-token' };
const NAMES = ['SYNC_SCHEDULE', 'RECONCILE_SCHEDULE'] as const;

const WRONG: readonly (readonly [string, RegExp])[] = [
  ['*/5 * * * *', /must have six fields .* and has 5: put the seconds in front/],
  ['00:05:00', /must have six fields .* and has 1\.$/],
  ['0 */5 * * * * 2026', /must have six fields .* and has 7\.$/],
  ['0 60 * * * *', /must have 0 to 59, \*, a list or a range as its minute\.$/],
  ['0 0 24 * * *', /must have 0 to 23, .* as its hour\.$/],
  ['0 0 8 0 * *', /must have 1 to 31, .* as its day\.$/],
  ['0 0 8 * 13 *', /must have 1 to 12 or a name such as feb, .* as its month\.$/],
  ['0 0 8 * * 7', /must have 0 to 6 or a name such as mon, .* as its day of the week\.$/],
  ['0 0 8 * * Mo', /as its day of the week/],
  ['0 */0 * * * *', /as its minute/],
  ['0 5- * * * *', /as its minute/],
  ['0 0 8 ? * *', /as its day/],
  ['0 0 8 L * *', /as its day/],
  ['0 0 8 31 2,4 *', /names a day that its months do not have/],
];
const RIGHT = [
  '0 */5 * * * *',
  '0 0 8 * * *',
  '30 15,45 8-10 * * *',
  '0 20/20 * * * *',
  '0 30 9 * * Mon-Fri',
  '0 0 0 1 Jan,July *',
  '0 0 0 29 2 *',
  '15 0 0 13 * Friday',
  '* * * * * *',
  '0 0 22-20 * * *',
];

describe.each(NAMES)('%s', (name) => {
  it.each(WRONG)('"%s" is one sentence that names the setting, and does not repeat it', (expression, why) => {
    const load = () => loadSettings({ ...required, [name]: expression });
    expect(load).toThrow(new RegExp(`^The setting ${name} .*${why.source}`));
    expect(load).not.toThrow(/2026|Mo\b|\?|\bL\b/);
  });

  it.each(RIGHT)('"%s" is taken', (expression) => {
    expect(loadSettings({ ...required, [name]: expression })[name]).toBe(expression);
  });
});

describe('a schedule', () => {
  it('that is not set is the one of the design', () => {
    const { SYNC_SCHEDULE, RECONCILE_SCHEDULE } = loadSettings(required);
    expect([SYNC_SCHEDULE, RECONCILE_SCHEDULE]).toEqual(['0 */5 * * * *', '0 0 8 * * *']);
  });

  it.each(RIGHT.filter((expression) => expression !== '0 0 0 29 2 *'))(
    '"%s" was due last when the host would have run it',
    (expression) => {
      const [ours, host] = [parseNcrontab(expression), parseAsHost(expression)];
      for (let moment = 0; moment < 60; moment++) {
        const now = Date.UTC(2026, 10, 28, 9, 30, 15) + moment * 7_000_003;
        const last = ours.previous(now) ?? Number.NaN;
        // It is a time of the schedule, before now, and the next one is not.
        expect(host.next(new Date(last - 1))?.getTime()).toBe(last);
        expect(last).toBeLessThan(now);
        expect(host.next(new Date(last))?.getTime()).toBeGreaterThanOrEqual(now);
      }
    },
  );

  it('that comes once in four years has no last time in the last 400 days', () => {
    expect(parseNcrontab('0 0 0 29 2 *').previous(Date.UTC(2026, 10, 28))).toBeUndefined();
  });

  it.each(WRONG.filter(([expression]) => !/^\S+( \S+){4}$|31 2,4/.test(expression)))(
    '"%s" is refused by the host too',
    (expression) => {
      expect(() => parseAsHost(expression)).toThrow();
    },
  );
});

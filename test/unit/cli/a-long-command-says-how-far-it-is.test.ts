import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jsonOutput } from '../../../shared/cli/output/jsonOutput.ts';
import { describePace, paceOf } from '../../../shared/cli/output/pace.ts';
import { textOutput } from '../../../shared/cli/output/textOutput.ts';

function collecting(options: { readonly isTTY?: boolean; readonly columns?: number } = {}) {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(part: string, _, done) {
      text += part;
      done();
    },
  });
  return Object.assign(stream, options, { text: () => text });
}

/** To the beginning of the line, and nothing on it. */
const ANEW = '\r\x1b[K';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (done: number) => ({ what: 'associates', done, total: 5_000 });

describe('elsewhere than on a terminal', () => {
  it('it is told in whole lines, with rate and time left, every ten seconds, and at the latest after a minute', () => {
    const [stdout, stderr] = [collecting(), collecting()];
    const output = textOutput({ stdout, stderr });
    output.progress(at(10));
    expect(stderr.text()).toBe('');
    vi.advanceTimersByTime(12_000);
    output.progress(at(1_200));
    expect(stderr.text()).toBe('1,200 of 5,000 associates (24 %), 6,000 a minute, 38 s left\n');
    vi.advanceTimersByTime(60_000);
    expect(stderr.text().split('\n')).toHaveLength(3);
    output.end();
    vi.advanceTimersByTime(120_000);
    expect(stderr.text().split('\n')).toHaveLength(3);
    expect(stdout.text()).toBe('');
  });

  it('a command that has nothing to count says after a minute that it waits', () => {
    const [stdout, stderr] = [collecting(), collecting()];
    const output = textOutput({ stdout, stderr });
    vi.advanceTimersByTime(61_000);
    output.end();
    expect(stderr.text()).toMatch(/^Still at work: .+\n$/);
  });
});

describe('on a terminal', () => {
  it('a bar is drawn anew on one line no wider than that, and gone before anything else is said', () => {
    const [stdout, stderr] = [collecting({ isTTY: true }), collecting({ isTTY: true, columns: 60 })];
    const output = textOutput({ stdout, stderr });
    vi.advanceTimersByTime(1_000);
    output.progress(at(2_500));
    const drawn = stderr.text();
    expect(drawn.startsWith(ANEW)).toBe(true);
    expect(drawn.slice(ANEW.length)).toMatch(/^█{12}░{12} 2,500 of 5,000/);
    expect(drawn.slice(ANEW.length).length).toBeLessThan(60);
    output.note('One sentence.');
    expect(stderr.text()).toBe(`${drawn}${ANEW}One sentence.\n`);
    output.end();
  });
});

describe('in JSON', () => {
  it('it is an object a line, at the latest after a minute, and the result comes last', () => {
    const [stdout, stderr] = [collecting(), collecting()];
    const output = jsonOutput({ stdout, stderr }, true);
    output.start({ store: 'here' });
    vi.advanceTimersByTime(3_000);
    output.progress(at(100));
    vi.advanceTimersByTime(60_000);
    output.note('Of no interest to a program.');
    output.result({ json: { total: 1 }, text: '' }, 0);
    output.end();
    const lines = stdout
      .text()
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { event: 'start', store: 'here' },
      { event: 'progress', done: 100, total: 5_000, perMinute: 2_000, secondsLeft: 147 },
      { event: 'progress', done: 100 },
      { event: 'result', exitCode: 0, total: 1 },
    ]);
    expect(stderr.text()).toBe('');
  });
});

it('hours and minutes are told as such, and nothing is said of what is not known', () => {
  expect(describePace(paceOf({ what: 'records', done: 0, total: undefined }, 0))).toBe(
    '0 records, 0 a minute',
  );
  expect(describePace(paceOf({ what: 'records', done: 10, total: 100_010 }, 1_000))).toContain(
    '2 h 46 min left',
  );
  expect(describePace(paceOf({ what: 'records', done: 10, total: 700 }, 1_000))).toContain('1 min 9 s left');
});

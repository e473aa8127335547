import { afterEach, expect, it, vi } from 'vitest';
import { parseOptions } from '../../demo/options.ts';
import { createProgress } from '../../demo/progress.ts';

afterEach(() => vi.restoreAllMocks());

it('counts no further than its total, however often a record is handed out', () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  const progress = createProgress('associates');
  for (const done of [0, 1_500, 2_073]) progress.show(done, 2_000);
  progress.end();
  const shown = lines.join('');
  expect(shown).toContain('2,000 of 2,000 associates');
  expect(shown).not.toContain('2,073');
});

it('stays up when the page is opened, and opens it only when that is asked for', () => {
  expect(parseOptions(['--open'])).toMatchObject({ open: true, keep: true });
  expect(parseOptions(['--keep'])).toMatchObject({ open: false, keep: true });
  expect(parseOptions([])).toMatchObject({ open: false, keep: false });
});

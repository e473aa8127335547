import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const CHILD = fileURLToPath(new URL('./spool-child.ts', import.meta.url));

// promise 9
it('300,000 keys of a query pass through a heap that could not hold them', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=16',
    '--max-semi-space-size=1',
    CHILD,
    '300000',
  ]);
  expect(JSON.parse(stdout)).toEqual({ count: 300_000, taken: 300_000 });
});

import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { jsonOutput } from '../../../shared/cli/output/jsonOutput.ts';

it('whoever reads slowly is waited for, and nobody for ever whose reader has caught up meanwhile', async () => {
  const taking: (() => void)[] = [];
  const stdout = new Writable({ highWaterMark: 1, write: (_part, _, done) => void taking.push(done) });
  const output = jsonOutput({ stdout, stderr: new Writable() }, true);
  output.record({ key: 'A-1' });
  let hasRoom = false;
  const room = output.room().then(() => {
    hasRoom = true;
  });
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  taking.shift()?.();
  await room;

  output.record({ key: 'A-2' });
  const drained = new Promise<void>((resolve) => stdout.once('drain', resolve));
  taking.shift()?.();
  await drained;
  await output.room();
  output.end();
});

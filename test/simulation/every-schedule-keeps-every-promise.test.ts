import { expect, it } from 'vitest';
import { z } from 'zod';
import { howMany } from '../support/howDeep.ts';
import { runSimulation } from './runSimulation.ts';

const SCHEDULES = howMany('schedules');
/** At once, one for each core of a small machine. */
const PROCESSES = 2;

const summarySchema = z.object({ runs: z.number(), failed: z.number() });

// promise 1, 2, 3, 4
it(`${SCHEDULES} schedules keep every promise`, { timeout: 600_000 }, async () => {
  const runs = SCHEDULES / PROCESSES;
  const shards = Array.from({ length: PROCESSES }, (_, index) =>
    runSimulation('--from', String(1 + index * runs), '--runs', String(runs)),
  );
  for (const { exitCode, stdout, stderr } of await Promise.all(shards)) {
    expect(exitCode, stdout + stderr).toBe(0);
    const summary = summarySchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    expect(summary).toEqual({ runs, failed: 0 });
  }
});

it('a schedule repeats line by line', { timeout: 60_000 }, async () => {
  const [once, again] = await Promise.all([
    runSimulation('--seed', '7', '--trace'),
    runSimulation('--seed', '7', '--trace'),
  ]);
  // The last line tells how long it took.
  const lines = (output: string) => output.split('\n').filter((line) => !line.startsWith('{'));
  expect(lines(once.stdout)).toEqual(lines(again.stdout));
  expect(lines(once.stdout).length).toBeGreaterThan(50);
});

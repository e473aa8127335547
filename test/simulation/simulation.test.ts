import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SABOTAGES } from './sabotages.ts';

const SCHEDULES = 2_000;
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const summarySchema = z.object({ runs: z.number(), failed: z.number() });

/** A process of its own: the simulation takes over clock, timers and chance of the one it runs in. */
function simulate(...options: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, '--json', ...options], (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, output: stdout + stderr }),
    );
  });
}

describe('the simulation', () => {
  // promise 1, 2, 3, 4
  it(`keeps every promise in ${SCHEDULES} schedules`, { timeout: 600_000 }, async () => {
    const { code, output } = await simulate('--runs', String(SCHEDULES));
    expect(code, output).toBe(0);
    const summary = summarySchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
    expect(summary).toEqual({ runs: SCHEDULES, failed: 0 });
  });

  it.each(Object.keys(SABOTAGES))('catches %s', { timeout: 600_000 }, async (name) => {
    const { code, output } = await simulate('--sabotage', name, '--runs', String(SCHEDULES));
    expect(code, output).toBe(0);
  });

  it('repeats a schedule line by line', { timeout: 60_000 }, async () => {
    const [once, again] = [
      await simulate('--seed', '7', '--trace'),
      await simulate('--seed', '7', '--trace'),
    ];
    const lines = (output: string) => output.split('\n').filter((line) => !line.startsWith('{'));
    expect(lines(once.output)).toEqual(lines(again.output));
    expect(lines(once.output).length).toBeGreaterThan(50);
  });
});

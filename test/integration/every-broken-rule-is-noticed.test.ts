import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { BREAKS } from '../breaks/breaks.ts';
import { runProgram } from '../checks/runProgram.ts';
import { howMany } from '../support/howDeep.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const countsSchema = z.object({ passed: z.number(), failed: z.number() });

// Its tests are green without the break: they are part of every run.
it.each(Object.keys(BREAKS).slice(0, howMany('breaks')))('a test notices %s', async (name) => {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/breaks/vitest.config.ts'];
  const env = { ...process.env, BREAK: name };
  const { stdout, stderr } = await runProgram(process.execPath, vitest, { folder: ROOT, env });
  const said = stdout + stderr;
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  expect(last, said).toMatch(/^\{/);
  const { passed, failed } = countsSchema.parse(JSON.parse(last));
  expect(failed, said).toBeGreaterThan(0);
  // One that spoils everything shows nothing.
  expect(passed, said).toBeGreaterThan(0);
});

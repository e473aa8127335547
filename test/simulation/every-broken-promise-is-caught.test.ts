import { expect, it } from 'vitest';
import { howMany } from '../support/howDeep.ts';
import { runSimulation } from './runSimulation.ts';
import { SABOTAGES } from './sabotages.ts';

/** What is not caught by then is not caught. */
const SCHEDULES = '2000';

it.each(Object.keys(SABOTAGES).slice(0, howMany('sabotages')))(
  'the simulation catches %s',
  { timeout: 600_000 },
  async (name) => {
    const { exitCode, stdout, stderr } = await runSimulation('--sabotage', name, '--runs', SCHEDULES);
    expect(exitCode, stdout + stderr).toBe(0);
  },
);

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { FloorOrder } from './chainFloor.ts';
import type { ChainSystem } from './chainSystem.ts';

/** Its bodies are held in memory. */
export const MOST_OF_FLOOR = 20_000;

export interface Floor {
  readonly child: ChildProcess;
  /** Processor time in µs. */
  spend(order: FloorOrder): Promise<number>;
}

export async function startFloor(
  { connectionStrings, hubspot }: ChainSystem,
  warmUp: number,
): Promise<Floor> {
  const script = fileURLToPath(new URL('./chainFloor.ts', import.meta.url));
  const { sql, storage } = connectionStrings;
  const child = fork(script, [sql, storage, hubspot.baseUrl, hubspot.token], {
    execArgv: ['--max-semi-space-size=8'],
  });
  const told = async () => {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The floor ended.')));
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  await told();
  const spend = async (order: FloorOrder) => {
    const answer = told();
    child.send(order);
    return z.number().parse(await answer);
  };
  // Compiled by the time that it counts.
  await spend({ what: 'changed', first: 1, contacts: warmUp });
  await spend({ what: 'read', first: 1, contacts: warmUp });
  return { child, spend };
}

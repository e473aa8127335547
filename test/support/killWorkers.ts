import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionsHost } from '../standins/functions/startFunctionsHost.ts';

/** A batch is seldom worked on for longer. */
const MOMENT_MS = 300;

export interface KillOptions {
  readonly count: number;
  /** Batches that begin between two kills, on average: nothing gets done where workers are killed as they start. */
  readonly every: number;
  /** In [0, 1): decides who is killed and when. */
  readonly random: () => number;
}

/** Kills workers with SIGKILL at random moments, whatever they are at. The hosts start others. */
export async function killWorkers(
  hosts: readonly FunctionsHost[],
  { count, every, random }: KillOptions,
): Promise<void> {
  for (let killed = 0; killed < count; ) {
    await batchesBegin(hosts, 1 + Math.floor((2 * every - 1) * random()));
    await sleep(MOMENT_MS * random());
    const victim = hosts[Math.floor(hosts.length * random())];
    if (victim?.workerPid() === undefined) continue;
    await victim.killWorker('SIGKILL');
    killed++;
  }
}

async function batchesBegin(hosts: readonly FunctionsHost[], count: number): Promise<void> {
  let end: () => void = () => undefined;
  await new Promise<void>((resolve) => {
    let seen = 0;
    const subscriptions = hosts.map((host) =>
      host.onInvocation(({ type, functionName }) => {
        if (type === 'start' && functionName === 'upsertBatch' && ++seen === count) resolve();
      }),
    );
    end = () => {
      for (const unsubscribe of subscriptions) unsubscribe();
    };
  });
  end();
}

/**
 * The sending side of the HubSpot bench in a process of its own: `node … hubspotLoadWorker.ts throughput|cpu <HubSpot's URL>
 * <token>` sends batches by the use case and by a bare loop in turn, round after round, and prints figures as a JSON
 * array.
 */
import type { Figure } from './figure.ts';
import { BATCHES, bareLoop, CONTACTS, type Send, useCase } from './hubspotSenders.ts';
import { percentile } from './hubspotWorld.ts';

const ROUNDS = 8;
const WARM_UP_ROUNDS = 2;
/** Calls that are on their way at a time. */
const IN_FLIGHT = 4;
/** Batches that the host lets one instance work on at a time: `batchSize` and `newBatchThreshold` of host.json. */
const AT_WORK = 6;

interface Spent {
  readonly ms: number;
  readonly cpuMicros: number;
}

/** All batches once, several at a time. */
async function round(send: Send, atATime: number): Promise<Spent> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let next = 0;
  const place = async () => {
    while (next < BATCHES) await send(next++);
  };
  await Promise.all(Array.from({ length: atATime }, place));
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - startedAt, cpuMicros: user + system };
}

/** The two in turn, whoever was second being first in the next round: what else the machine does meets both. */
async function compare(ours: Send, bare: Send): Promise<readonly { ours: Spent; bare: Spent }[]> {
  const rounds: { ours: Spent; bare: Spent }[] = [];
  for (let at = 0; at < WARM_UP_ROUNDS + ROUNDS; at++) {
    const [doOurs, doBare] = [() => round(ours, AT_WORK), () => round(bare, IN_FLIGHT)];
    const first = at % 2 === 0 ? await doOurs() : await doBare();
    const second = at % 2 === 0 ? await doBare() : await doOurs();
    const pair = at % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first };
    if (at >= WARM_UP_ROUNDS) rounds.push(pair);
  }
  return rounds;
}

function figuresOf(what: string, rounds: readonly { ours: Spent; bare: Spent }[]): readonly Figure[] {
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const rounded = (value: number) => Math.round(value * 10) / 10;
  if (what === 'throughput') {
    const perSecond = (ms: number) => Math.round(CONTACTS / (ms / 1000));
    const share = 100 * median(rounds.map(({ ours, bare }) => bare.ms / ours.ms));
    return [
      { name: 'throughput: share of a bare loop (≥ 95)', value: rounded(share), unit: '%' },
      {
        name: 'throughput: ours',
        value: perSecond(median(rounds.map(({ ours }) => ours.ms))),
        unit: 'contacts/s',
      },
      {
        name: 'throughput: bare loop',
        value: perSecond(median(rounds.map(({ bare }) => bare.ms))),
        unit: 'contacts/s',
      },
    ];
  }
  // On a machine that does other things too, the best round says most of what a contact costs.
  const micros = (side: 'ours' | 'bare', share: number) =>
    rounded(
      percentile(
        rounds.map((both) => both[side].cpuMicros),
        share,
      ) / CONTACTS,
    );
  return [
    { name: 'CPU of a contact: ours (≤ 75)', value: micros('ours', 0.5), unit: 'µs' },
    { name: 'CPU of a contact: ours, best round', value: micros('ours', 0), unit: 'µs' },
    { name: 'CPU of a contact: bare loop', value: micros('bare', 0.5), unit: 'µs' },
    { name: 'CPU of a contact: bare loop, best round', value: micros('bare', 0), unit: 'µs' },
  ];
}

if (import.meta.main) {
  const [what = '', baseUrl = '', token = ''] = process.argv.slice(2);
  const bare = bareLoop(baseUrl, token);
  console.log(JSON.stringify(figuresOf(what, await compare(useCase(baseUrl, token, IN_FLIGHT), bare))));
}

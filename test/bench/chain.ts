import { type Floor, MOST_OF_FLOOR, startFloor } from './chainFloorProcess.ts';
import { benchLargeChain } from './chainLarge.ts';
import { watchRss } from './chainRss.ts';
import { type ChainSystem, startChainSystem } from './chainSystem.ts';
import {
  type Cost,
  change,
  costOf,
  describeRequests,
  load,
  middleOf,
  perContact,
  runToEnd,
  throughput,
} from './chainWork.ts';
import { type Figure, rounded } from './figure.ts';
import { percentile } from './hubspotWorld.ts';

const IDLE_TICKS = 10;
/** What is measured is the code as it runs for days, not the compiler. */
const WARM_UP = 4_000;
const ROUNDS = 3;
/** From here on: does a record cost more in a large table? */
const LARGE = 100_000;

export interface ChainOptions {
  readonly rows: number;
  readonly isSmoke?: boolean;
  readonly tell: (line: string) => void;
}

/**
 * The whole chain in one worker that runs `dist/`: first load, everything changed, everything touched, reconciliation, verification
 * and idle ticks, each beside its floor where it has one. Processor time is that of the worker alone, of all its threads.
 */
export async function benchChain({ rows, isSmoke = false, tell }: ChainOptions): Promise<readonly Figure[]> {
  const system = await startChainSystem();
  const rounds = isSmoke ? 1 : ROUNDS;
  const rss = watchRss(system);
  try {
    const idle = await benchIdle(system, isSmoke, tell);
    const warm = Math.min(WARM_UP, rows);
    tell('warming up …');
    await load(system, 1, warm);
    await system.runTimer('detectChanges');
    await change(system, 'salario_neto_semanal_o_quincenal = 1000.50', warm);
    await system.runTimer('detectChanges');
    const floor = await startFloor(system, Math.min(warm, 2_000));
    try {
      if (rows >= LARGE) {
        const large = await benchLargeChain(system, rss, { warm, rows, tell });
        return [...large, { name: 'chain.rssPeakMb', value: rss.peakMb(), unit: 'MB' }];
      }
      const first = await benchFirst(system, warm, rows, tell);
      const changed = await benchChanged(system, floor, { rows, rounds, tell });
      const rest = await benchRest(system, floor, warm + rows, tell);
      return [
        ...first,
        ...changed,
        ...rest,
        ...idle,
        { name: 'chain.rssPeakMb', value: rss.peakMb(), unit: 'MB' },
      ];
    } finally {
      floor.child.kill();
    }
  } finally {
    rss.stop();
    await system.close();
  }
}

/** Ticks that find nothing, long after the last run: what was counted within ten minutes is looked at again. */
async function benchIdle(
  system: ChainSystem,
  isSmoke: boolean,
  tell: ChainOptions['tell'],
): Promise<readonly Figure[]> {
  tell('idle ticks …');
  const ticks = async () => {
    for (let tick = 0; tick < IDLE_TICKS; tick++) await system.runTimer('detectChanges');
  };
  for (let round = 0; round < (isSmoke ? 1 : 4); round++) await ticks();
  const idle = await costOf(system, ticks);
  tell(describeRequests(idle, IDLE_TICKS * 1_000));
  return [
    { name: 'chain.idle.cpuMs', value: rounded(idle.cpuMicros / IDLE_TICKS / 1000), unit: 'ms' },
    { name: 'chain.idle.storageOperations', value: rounded(idle.requests / IDLE_TICKS), unit: 'requests' },
  ];
}

async function benchFirst(system: ChainSystem, warm: number, rows: number, tell: ChainOptions['tell']) {
  tell(`loading ${rows.toLocaleString('en')} rows …`);
  await load(system, warm + 1, rows);
  tell('first load …');
  const cost = await costOf(system, () => runToEnd(system));
  return [perContact('chain.first.cpuPerContact', cost, rows), throughput('chain.first', cost, rows)];
}

async function benchChanged(
  system: ChainSystem,
  floor: Floor,
  { rows, rounds, tell }: Omit<ChainOptions, 'isSmoke'> & { readonly rounds: number },
): Promise<readonly Figure[]> {
  const changed = Math.floor(rows / 100) * 100;
  const ours: Cost[] = [];
  const bare: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    tell(`${changed.toLocaleString('en')} changed, round ${round} of ${rounds} …`);
    await change(system, `salario_neto_semanal_o_quincenal = ${1000 + round}.25`, changed);
    ours.push(await costOf(system, () => system.runTimer('detectChanges')));
    bare.push(await floor.spend({ what: 'changed', first: 1, contacts: Math.min(changed, MOST_OF_FLOOR) }));
  }
  tell(describeRequests(ours.at(-1), changed));
  const median = middleOf(ours);
  const floorMicros = percentile(bare, 0.5) / Math.min(changed, MOST_OF_FLOOR);
  return [
    perContact('chain.changed.cpuPerContact', median, changed),
    { name: 'chain.changed.floor', value: rounded(floorMicros), unit: 'us' },
    {
      name: 'chain.changed.ratioToFloor',
      value: rounded(median.cpuMicros / changed / floorMicros, 100),
      unit: '',
    },
    throughput('chain', median, changed),
    {
      name: 'chain.storageOperationsPer1000',
      value: rounded((1000 * median.requests) / changed),
      unit: 'requests',
    },
  ];
}

async function benchRest(
  system: ChainSystem,
  floor: Floor,
  rows: number,
  tell: ChainOptions['tell'],
): Promise<readonly Figure[]> {
  tell('touched …');
  const some = Math.min(rows, 100_000);
  await change(system, 'salario_neto_semanal_o_quincenal = salario_neto_semanal_o_quincenal', some);
  const touched = await costOf(system, () => runToEnd(system));
  const read = await floor.spend({ what: 'read', first: 1, contacts: Math.min(some, MOST_OF_FLOOR) });
  tell('reconciliation …');
  const reconciled = await costOf(system, () => system.runTimer('reconcile'));
  tell(describeRequests(reconciled, rows));
  tell('verification …');
  const verified = await costOf(system, () => verify(system));
  tell(describeRequests(verified, rows));
  return [
    perContact('chain.touched.cpuPerContact', touched, some),
    { name: 'chain.touched.floor', value: rounded(read / Math.min(some, MOST_OF_FLOOR)), unit: 'us' },
    perContact('chain.reconcile.cpuPerRow', reconciled, rows),
    {
      name: 'chain.reconcile.rowsPerSecond',
      value: rounded(rows / (reconciled.ms / 1000), 1),
      unit: 'rows/s',
    },
    perContact('chain.verify.cpuPerContact', verified, rows),
  ];
}

async function verify({ host, settle }: ChainSystem): Promise<void> {
  const response = await fetch(`${host.baseUrl}/api/sync`, {
    method: 'POST',
    headers: { 'x-functions-key': host.functionKey, 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'verify' }),
  });
  if (response.status !== 202) throw new Error(`The verification was answered with ${response.status}.`);
  await settle();
}

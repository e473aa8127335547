import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { inventAssociate } from '../support/associates.ts';
import type { FloorOrder } from './chainFloor.ts';
import { type ChainSystem, type Reading, startChainSystem } from './chainSystem.ts';
import { type Figure, rounded } from './figure.ts';
import { percentile } from './hubspotWorld.ts';

const ROWS_PER_INSERT = 5_000;
const IDLE_TICKS = 10;
/** What is measured is the code as it runs for days, not the compiler. */
const WARM_UP = 4_000;
const ROUNDS = 3;

export interface ChainOptions {
  readonly rows: number;
  /** Above some hundred thousand rows only a part is changed, and one round is measured. */
  readonly changedShare?: number;
  readonly isSmoke?: boolean;
  readonly tell: (line: string) => void;
}

/** What a stretch of work cost the worker. */
interface Cost {
  readonly cpuMicros: number;
  readonly requests: number;
  readonly byRequest: Readonly<Record<string, number>>;
  readonly ms: number;
}

/**
 * The whole chain in one worker that runs `dist/`: first load, everything changed, everything touched, reconciliation, verification
 * and idle ticks, each beside its floor where it has one. Processor time is that of the worker alone, of all its threads.
 */
export async function benchChain({
  rows,
  changedShare = 1,
  isSmoke = false,
  tell,
}: ChainOptions): Promise<readonly Figure[]> {
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
      const first = await benchFirst(system, warm, rows, tell);
      const changed = await benchChanged(system, floor, { rows, changedShare, rounds, tell });
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
  const cost = await costOf(system, () => system.runTimer('detectChanges'));
  return [perContact('chain.first.cpuPerContact', cost, rows), throughput('chain.first', cost, rows)];
}

async function benchChanged(
  system: ChainSystem,
  floor: Floor,
  { rows, changedShare, rounds, tell }: Omit<Required<ChainOptions>, 'isSmoke'> & { readonly rounds: number },
): Promise<readonly Figure[]> {
  const changed = Math.floor((rows * changedShare) / 100) * 100;
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

/** Its bodies are held in memory. */
const MOST_OF_FLOOR = 20_000;

async function benchRest(
  system: ChainSystem,
  floor: Floor,
  rows: number,
  tell: ChainOptions['tell'],
): Promise<readonly Figure[]> {
  tell('touched …');
  const some = Math.min(rows, 100_000);
  await change(system, 'salario_neto_semanal_o_quincenal = salario_neto_semanal_o_quincenal', some);
  const touched = await costOf(system, () => system.runTimer('detectChanges'));
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

/** Two in a hundred are rejected, of two kinds, as in the cooperative's first extract: their reviews cost requests. */
async function load({ members }: ChainSystem, first: number, count: number): Promise<void> {
  for (let start = first; start < first + count; start += ROWS_PER_INSERT) {
    const length = Math.min(ROWS_PER_INSERT, first + count - start);
    await members.insert(Array.from({ length }, (_, offset) => rowOf(start + offset)));
  }
}

function rowOf(index: number) {
  const row = inventAssociate(index, '2026-01-05T00:00:00.000');
  if (index % 100 === 50) return { ...row, email: 'sin.arroba' };
  if (index % 100 === 75) return { ...row, no__de_cedula: '12345' };
  return row;
}

/** Changes the first rows of the table, and stamps them. */
function change({ members }: ChainSystem, assignment: string, count: number): Promise<void> {
  const last = `A-${String(count).padStart(6, '0')}`;
  return members.run(
    `UPDATE dbo.hb_contacts SET ${assignment}, lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado <= '${last}'`,
  );
}

async function costOf(system: ChainSystem, work: () => Promise<void>): Promise<Cost> {
  const before = await system.read();
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  const after = await system.read();
  const byRequest = Object.fromEntries(
    Object.entries(after.requests).map(([name, count]) => [name, count - (before.requests[name] ?? 0)]),
  );
  return {
    cpuMicros: after.cpuMicros - before.cpuMicros,
    requests: requestsOf(after) - requestsOf(before),
    byRequest,
    ms,
  };
}

function requestsOf({ requests }: Reading): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Which requests there were a thousand records. */
function describeRequests(cost: Cost | undefined, records: number): string {
  const named = Object.entries(cost?.byRequest ?? {}).filter(([, count]) => count > 0);
  const list = named.map(([name, count]) => `${name} ${rounded((1000 * count) / records)}`);
  return `requests: ${list.join(', ')}`;
}

/** Of rounds with an interfering machine, the one in the middle by processor time. */
function middleOf(costs: readonly Cost[]): Cost {
  const middle = [...costs].sort((a, b) => a.cpuMicros - b.cpuMicros)[Math.floor((costs.length - 1) / 2)];
  if (!middle) throw new Error('There was no round.');
  return middle;
}

function perContact(name: string, { cpuMicros }: Cost, records: number): Figure {
  return { name, value: rounded(cpuMicros / records), unit: 'us' };
}

function throughput(prefix: string, { ms }: Cost, records: number): Figure {
  return {
    name: `${prefix}.contactsPerSecond`,
    value: rounded(records / (ms / 1000), 1),
    unit: 'contacts/s',
  };
}

interface Floor {
  readonly child: ChildProcess;
  /** Processor time in µs. */
  spend(order: FloorOrder): Promise<number>;
}

async function startFloor({ connectionStrings, hubspot }: ChainSystem, warmUp: number): Promise<Floor> {
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

/** The highest resident set of the worker so far. */
function watchRss(system: ChainSystem) {
  let peak = 0;
  const timer = setInterval(async () => {
    const reading = await system.read().catch(() => undefined);
    peak = Math.max(peak, reading?.rss ?? 0);
  }, 250);
  return { peakMb: () => Math.round(peak / 1e6), stop: () => clearInterval(timer) };
}

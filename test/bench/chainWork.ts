import { inventAssociate, numberOf } from '../support/associates.ts';
import type { ChainSystem, Reading } from './chainSystem.ts';
import { type Figure, rounded } from './figure.ts';

const ROWS_PER_INSERT = 5_000;

/** What a stretch of work cost the worker. */
export interface Cost {
  readonly cpuMicros: number;
  readonly requests: number;
  readonly byRequest: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** Two in a hundred are rejected, of two kinds, as in the cooperative's first extract: their reviews cost requests. */
export async function load({ members }: ChainSystem, first: number, count: number): Promise<void> {
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
export function change({ members }: ChainSystem, assignment: string, count: number): Promise<void> {
  const last = numberOf(count);
  return members.run(
    `UPDATE dbo.hb_contacts SET ${assignment}, lastmodifieddate = SYSUTCDATETIME() WHERE numero_asociado <= '${last}'`,
  );
}

/** Ticks until one has found nothing more: a detection pauses while many batches wait. */
export async function runToEnd({ host, runTimer }: ChainSystem): Promise<void> {
  const begun = () => host.invocations()['upsertBatch']?.started ?? 0;
  for (let before = -1; begun() > before; ) {
    before = begun();
    await runTimer('detectChanges');
  }
}

export async function costOf(system: ChainSystem, work: () => Promise<void>): Promise<Cost> {
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
export function describeRequests(cost: Cost | undefined, records: number): string {
  const named = Object.entries(cost?.byRequest ?? {}).filter(([, count]) => count > 0);
  const list = named.map(([name, count]) => `${name} ${rounded((1000 * count) / records)}`);
  return `requests: ${list.join(', ')}`;
}

/** Of rounds with an interfering machine, the one in the middle by processor time. */
export function middleOf(costs: readonly Cost[]): Cost {
  const middle = [...costs].sort((a, b) => a.cpuMicros - b.cpuMicros)[Math.floor((costs.length - 1) / 2)];
  if (!middle) throw new Error('There was no round.');
  return middle;
}

export function perContact(name: string, { cpuMicros }: Cost, records: number): Figure {
  return { name, value: rounded(cpuMicros / records), unit: 'us' };
}

export function throughput(prefix: string, { ms }: Cost, records: number): Figure {
  return {
    name: `${prefix}.contactsPerSecond`,
    value: rounded(records / (ms / 1000), 1),
    unit: 'contacts/s',
  };
}

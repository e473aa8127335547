import type { watchRss } from './chainRss.ts';
import type { ChainSystem } from './chainSystem.ts';
import { type Cost, change, costOf, load, middleOf, perContact, runToEnd, throughput } from './chainWork.ts';
import { type Figure, rounded } from './figure.ts';

/** The size that a large table is compared with, and as many are changed in either. */
const SMALL = 10_000;
const ROUNDS = 3;

interface Options {
  /** Rows that are there already. */
  readonly warm: number;
  readonly rows: number;
  readonly tell: (line: string) => void;
}

/**
 * What a record costs in a table of 10,000 rows and in a large one, and what memory does meanwhile: first load, the same 10,000
 * rows changed in both, reconciliation of all.
 */
export async function benchLargeChain(
  system: ChainSystem,
  rss: ReturnType<typeof watchRss>,
  { warm, rows, tell }: Options,
): Promise<readonly Figure[]> {
  await load(system, warm + 1, SMALL - warm);
  await runToEnd(system);
  tell(`${SMALL.toLocaleString('en')} changed of as many …`);
  const small = await changed(system, 1_000);
  tell(`loading ${rows.toLocaleString('en')} rows …`);
  await load(system, SMALL + 1, rows - SMALL);
  rss.begin();
  tell('first load …');
  const first = await costOf(system, () => runToEnd(system));
  tell(`${SMALL.toLocaleString('en')} changed of all …`);
  const large = await changed(system, 2_000);
  tell('reconciliation …');
  const reconciled = await costOf(system, () => system.runTimer('reconcile'));
  return [
    perContact('chain.first.cpuPerContact', first, rows - SMALL),
    throughput('chain.first', first, rows - SMALL),
    perContact(`chain.changed.cpuPerContact10k`, small, SMALL),
    perContact('chain.changed.cpuPerContact', large, SMALL),
    {
      name: rows === 1_000_000 ? 'chain.costRatio1MTo10k' : `chain.costRatio${rows / 1_000}kTo10k`,
      value: rounded(large.cpuMicros / small.cpuMicros, 100),
      unit: '',
    },
    perContact('chain.reconcile.cpuPerRow', reconciled, rows),
    { name: 'chain.rssSlopeMbPer10Min', value: rounded(rss.slopeMb()), unit: 'MB' },
  ];
}

async function changed(system: ChainSystem, amount: number): Promise<Cost> {
  const costs: Cost[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await change(system, `salario_neto_semanal_o_quincenal = ${amount + round}.25`, SMALL);
    costs.push(await costOf(system, () => runToEnd(system)));
  }
  return middleOf(costs);
}

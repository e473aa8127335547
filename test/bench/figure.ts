import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const RESULTS = fileURLToPath(new URL('./results', import.meta.url));

/** Prints the figures, one line each (as JSON objects with `json`), and writes them to `test/bench/results/`. */
export function report(bench: string, figures: readonly Figure[], json: boolean): void {
  for (const figure of figures) {
    const { name, value, unit } = figure;
    console.log(json ? JSON.stringify(figure) : `${name.padEnd(44)} ${value.toLocaleString('en')} ${unit}`);
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/${bench}.json`, `${JSON.stringify(figures, null, 2)}\n`);
}

/** Samples this process's memory while `work` runs; the highest resident set, in MB. */
export async function peakRss<T>(work: () => Promise<T>): Promise<{ result: T; peakMb: number }> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  try {
    const result = await work();
    return { result, peakMb: Math.round(Math.max(peak, process.memoryUsage.rss()) / 1e6) };
  } finally {
    clearInterval(timer);
  }
}

/** Units per second of a run that started at `startedAt` (performance.now()). */
export function perSecond(count: number, startedAt: number): number {
  return Math.round(count / ((performance.now() - startedAt) / 1000));
}

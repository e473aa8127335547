/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
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

/** A value with one decimal, or as many parts as `parts` says. */
export function rounded(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}

import type { ChainSystem } from './chainSystem.ts';

const SAMPLE_MS = 250;
const SLOPE_MS = 600_000;

/** Watches the resident set of the worker: its peak, and how it grows from a moment on. */
export function watchRss(system: ChainSystem) {
  let samples: { at: number; mb: number }[] = [];
  let peakMb = 0;
  const timer = setInterval(async () => {
    const reading = await system.read().catch(() => undefined);
    if (!reading) return;
    const mb = reading.rss / 1e6;
    peakMb = Math.max(peakMb, mb);
    samples.push({ at: performance.now(), mb });
  }, SAMPLE_MS);
  return {
    peakMb: () => Math.round(peakMb),
    /** What came before does not count for the slope. */
    begin: () => {
      samples = [];
    },
    /** MB in ten minutes, by least squares. */
    slopeMb: () => SLOPE_MS * slopeOf(samples),
    stop: () => clearInterval(timer),
  };
}

function slopeOf(samples: readonly { readonly at: number; readonly mb: number }[]): number {
  const mean = (of: (one: { at: number; mb: number }) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [at, mb] = [mean((one) => one.at), mean((one) => one.mb)];
  const spread = mean((one) => (one.at - at) ** 2);
  return mean((one) => (one.at - at) * (one.mb - mb)) / spread;
}

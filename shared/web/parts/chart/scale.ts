/** The numbers beside a chart: from 0 up to one that holds the largest value, in two to four whole steps. */
export function scaleFor(largest: number): readonly number[] {
  const top = Math.max(largest, 2);
  const magnitude = 10 ** Math.floor(Math.log10(top));
  const steps = [magnitude / 2, magnitude, 2 * magnitude, 5 * magnitude].filter(Number.isInteger);
  const step = steps.find((candidate) => Math.ceil(top / candidate) <= 4) ?? magnitude * 5;
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step);
}

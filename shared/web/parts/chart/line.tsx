import { WIDTH } from './plot.tsx';

interface Props {
  readonly values: readonly (number | null)[];
  readonly top: number;
  readonly height: number;
}

/** A line with its area. Where nothing was counted, there is none. */
export function Line({ values, top, height }: Props) {
  const runs = unbroken(values);
  const x = (index: number) => round((index / Math.max(1, values.length - 1)) * WIDTH);
  const y = (value: number) => round(height - (value / top) * height);
  const pathOf = (run: readonly Point[]) => run.map(([index, value]) => `${x(index)} ${y(value)}`).join('L');
  return (
    <>
      {runs.map((run) => {
        const [first, last] = [run[0]?.[0] ?? 0, run.at(-1)?.[0] ?? 0];
        return (
          <g key={first}>
            <path class="c-area" d={`M${x(first)} ${height}L${pathOf(run)}L${x(last)} ${height}Z`} />
            {/* A single point has to be seen too. */}
            <path class="c-line" d={`M${pathOf(run)}h.1`} />
          </g>
        );
      })}
    </>
  );
}

type Point = readonly [index: number, value: number];

function unbroken(values: readonly (number | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let open: Point[] | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      open = undefined;
      continue;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    open.push([index, value]);
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

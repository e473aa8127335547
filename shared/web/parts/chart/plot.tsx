import type { ComponentChildren } from 'preact';
import { number } from '../../speech/numbers.ts';

/** The width of a drawing in its own units; it is stretched to its place. */
export const WIDTH = 720;

interface Props {
  /** What it shows, for who does not see it; the figures are in the table beside it. */
  readonly label: string;
  readonly heading?: string;
  /** The numbers at the side, from below. */
  readonly scale: readonly number[];
  /** The times below, first and last at the edges. */
  readonly times?: readonly string[] | undefined;
  readonly height: number;
  readonly look?: 'low' | 'fill';
  /** Where, from 0 to 1, nothing is known any more. */
  readonly unknownFrom?: number | undefined;
  readonly children: ComponentChildren;
}

/** The paper of a chart: lines, numbers at the side, times below. */
export function Plot({ label, heading, scale, times, height, look, unknownFrom, children }: Props) {
  const fromAbove = scale.toReversed();
  const gap = unknownFrom === undefined ? undefined : unknownFrom * WIDTH;
  return (
    <div class={`plot ${look ?? ''}`} role="img" aria-label={label}>
      {heading !== undefined && <span class="cap">{heading}</span>}
      <div class="y" aria-hidden="true">
        {fromAbove.map((value) => (
          <span key={value}>{number(value)}</span>
        ))}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {gap !== undefined && <rect class="gap" x={gap} y="0" width={WIDTH - gap} height={height} />}
        {fromAbove.map((value, index) => {
          const y = (index / (fromAbove.length - 1)) * height;
          return (
            <line key={value} class={`gl ${value === 0 ? 'gl0' : ''}`} x1="0" x2={WIDTH} y1={y} y2={y} />
          );
        })}
        {children}
        {gap !== undefined && <line class="gap-line" x1={gap} x2={gap} y1="0" y2={height} />}
      </svg>
      {times && (
        <div class="x" aria-hidden="true">
          {times.map((time, index) => (
            <span key={`${index} ${time}`}>{time}</span>
          ))}
        </div>
      )}
    </div>
  );
}

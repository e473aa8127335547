import { useId } from 'preact/hooks';
import { WIDTH } from './plot.tsx';

/** Values of one kind, step by step, and how they are drawn. */
export interface Series {
  readonly look: 'c1' | 'c2' | 'c4' | 'c5' | 'hatched';
  readonly values: readonly (number | null)[];
}

interface Props {
  /** From below. */
  readonly series: readonly Series[];
  readonly top: number;
  readonly height: number;
  /** What each step is called; shown with its figures where a pointer rests. */
  readonly titles: readonly string[];
}

/** How wide a bar is of its step. */
const FILLED = 0.76;

/** Bars on top of each other. */
export function Bars({ series, top, height, titles }: Props) {
  const hatch = useId();
  const step = WIDTH / Math.max(1, titles.length);
  return (
    <>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-bg" width="6" height="6" />
        <line class="hatch-fg" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
      {titles.map((title, index) => {
        let below = height;
        return (
          <g key={title + String(index)}>
            <title>{title}</title>
            {series.map(({ look, values }) => {
              const tall = ((values[index] ?? 0) / top) * height;
              below -= tall;
              return tall === 0 ? null : (
                <rect
                  key={look}
                  x={(index + (1 - FILLED) / 2) * step}
                  y={below}
                  width={step * FILLED}
                  height={tall}
                  {...(look === 'hatched' ? { class: 'hatched', fill: `url(#${hatch})` } : { class: look })}
                />
              );
            })}
          </g>
        );
      })}
    </>
  );
}

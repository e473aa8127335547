import type { Metrics } from '../../../../answers/metrics.ts';
import { Bars, type Series } from '../../../parts/chart/bars.tsx';
import { ChartFigure } from '../../../parts/chart/figure.tsx';
import { Plot } from '../../../parts/chart/plot.tsx';
import { scaleFor } from '../../../parts/chart/scale.ts';
import { number } from '../../../speech/numbers.ts';
import { say } from '../../../speech/say.ts';
import type { Cut } from '../troubles.ts';
import { numberOrNone } from './rateChart.tsx';
import { beginsOf, largestOf, nameOfStep, placeOf, timesBelow } from './span.ts';

type Column = keyof Metrics['columns'];

const COLUMNS = ['created', 'updated', 'unchanged', 'adopted', 'rejected', 'conflict', 'failed'] as const;
const HEIGHT = 110;
const LOW_HEIGHT = 72;

interface Props {
  readonly metrics: Metrics;
  readonly cut: Cut | undefined;
}

/** What records came to: above what is in HubSpot, below, on a scale of its own, what did not get in. */
export function OutcomesChart({ metrics, cut }: Props) {
  const above: readonly Series[] = [
    { look: 'c1', values: sumOf(metrics, ['created', 'updated', 'adopted']) },
    { look: 'c2', values: sumOf(metrics, ['unchanged']) },
  ];
  const below: readonly Series[] = [
    { look: 'hatched', values: sumOf(metrics, ['rejected']) },
    { look: 'c4', values: sumOf(metrics, ['conflict']) },
    { look: 'c5', values: sumOf(metrics, ['failed']) },
  ];
  return (
    <ChartFigure
      title={say(metrics.step === 'day' ? 'chart.outcomes.day' : 'chart.outcomes')}
      table={<OutcomesTable metrics={metrics} />}
    >
      <div class="stack-s">
        <Panel heading={say('chart.in')} series={above} height={HEIGHT} metrics={metrics} cut={cut} />
        <Panel
          heading={say('chart.out')}
          series={below}
          height={LOW_HEIGHT}
          metrics={metrics}
          cut={cut}
          isLow
        />
        <Legend metrics={metrics} />
      </div>
    </ChartFigure>
  );
}

interface PanelProps extends Props {
  readonly heading: string;
  readonly series: readonly Series[];
  readonly height: number;
  readonly isLow?: boolean;
}

function Panel({ heading, series, height, metrics, cut, isLow = false }: PanelProps) {
  const length = series[0]?.values.length ?? 0;
  const sums = Array.from({ length }, (_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const scale = scaleFor(largestOf(sums));
  const titles = beginsOf(metrics, length).map(
    (begin, index) => `${nameOfStep(begin, metrics)} · ${number(sums[index] ?? 0)}`,
  );
  return (
    <Plot
      heading={heading}
      label={isLow ? heading : say('chart.outcomes.alt')}
      scale={scale}
      times={isLow ? timesBelow(metrics) : undefined}
      height={height}
      {...(isLow && { look: 'low' })}
      unknownFrom={placeOf(cut?.since, metrics)}
    >
      <Bars series={series} top={scale.at(-1) ?? 1} height={height} titles={titles} />
    </Plot>
  );
}

function sumOf({ columns }: Metrics, names: readonly Column[]): readonly (number | null)[] {
  const found = names.map((name) => columns[name] ?? []);
  const length = Math.max(0, ...found.map((column) => column.length));
  return Array.from({ length }, (_, index) => {
    const values = found.map((column) => column[index] ?? null);
    return values.every((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  });
}

function Legend({ metrics }: Pick<Props, 'metrics'>) {
  const { outcomes } = metrics.totals;
  const entries = [
    ['c1', 'o.written', outcomes.created + outcomes.updated + outcomes.adopted],
    ['c2', 'o.unchanged', outcomes.unchanged],
    ['c3', 'o.rejected', outcomes.rejected],
    ['c4', 'o.conflict', outcomes.conflict],
    ['c5', 'o.failed', outcomes.failed],
  ] as const;
  return (
    <ul class="legend">
      {entries.map(([look, label, count]) => (
        <li key={look}>
          <span class={`key ${look}`} aria-hidden="true" />
          <span>
            {say(label)} <b class="num">{number(count)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}

const HEADINGS = {
  created: 'o.Created',
  updated: 'o.Updated',
  unchanged: 'o.Unchanged',
  adopted: 'o.Adopted',
  rejected: 'o.Rejected',
  conflict: 'o.Conflict',
  failed: 'o.Failed',
} as const;

function OutcomesTable({ metrics }: Pick<Props, 'metrics'>) {
  const begins = beginsOf(metrics, metrics.columns.created?.length ?? 0);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say(metrics.step === 'day' ? 'chart.day' : 'chart.hour')}</th>
          {COLUMNS.map((column) => (
            <th scope="col" class="right" key={column}>
              {say(HEADINGS[column])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {begins.map((begin, index) => (
          <tr key={begin}>
            <th scope="row">{nameOfStep(begin, metrics)}</th>
            {COLUMNS.map((column) => (
              <td class="right" key={column}>
                {numberOrNone(metrics.columns[column]?.[index])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

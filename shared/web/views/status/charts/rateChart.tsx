import type { Metrics } from '../../../../answers/metrics.ts';
import { ChartFigure } from '../../../parts/chart/figure.tsx';
import { Line } from '../../../parts/chart/line.tsx';
import { Plot } from '../../../parts/chart/plot.tsx';
import { scaleFor } from '../../../parts/chart/scale.ts';
import { number } from '../../../speech/numbers.ts';
import { say } from '../../../speech/say.ts';
import { since, when } from '../../../speech/times.ts';
import { serviceNow } from '../../../state/connection.ts';
import type { Cut } from '../troubles.ts';
import { beginsOf, largestOf, nameOfStep, placeOf, timesBelow } from './span.ts';

const HEIGHT = 160;

interface Props {
  /** Minutes of a day, or days of a month. */
  readonly fine: Metrics;
  /** The same time by the hour, or by the day: what the table shows. */
  readonly coarse: Metrics;
  readonly cut: Cut | undefined;
}

/** How many records came to an end, over time. */
export function RateChart({ fine, coarse, cut }: Props) {
  const byDay = fine.step === 'day';
  const values = fine.columns.records ?? [];
  const scale = scaleFor(largestOf(values));
  return (
    <ChartFigure
      title={say(byDay ? 'chart.rate.day' : 'chart.rate')}
      summary={summarise(fine, cut)}
      table={<RateTable metrics={coarse} />}
    >
      <Plot
        label={say('chart.rate.alt')}
        scale={scale}
        times={timesBelow(fine)}
        height={HEIGHT}
        look="fill"
        unknownFrom={placeOf(cut?.since, fine)}
      >
        <Line values={values} top={scale.at(-1) ?? 1} height={HEIGHT} />
      </Plot>
    </ChartFigure>
  );
}

function summarise({ peak }: Metrics, cut: Cut | undefined): string | undefined {
  if (cut) return say(`chart.rate.cut.${cut.by}`, { t: since(cut.since, serviceNow()) });
  if (!peak) return say('chart.rate.none');
  const t = when(peak.at, serviceNow());
  return say('chart.rate.sum', { n: peak.records, t, c: peak.ofHour });
}

function RateTable({ metrics }: { readonly metrics: Metrics }) {
  const records = metrics.columns.records ?? [];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say(metrics.step === 'day' ? 'chart.day' : 'chart.hour')}</th>
          <th scope="col" class="right">
            {say('chart.records')}
          </th>
        </tr>
      </thead>
      <tbody>
        {beginsOf(metrics, records.length).map((begin, index) => (
          <tr key={begin}>
            <th scope="row">{nameOfStep(begin, metrics)}</th>
            <td class="right">{numberOrNone(records[index])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was not counted is not 0. */
export function numberOrNone(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : number(value);
}

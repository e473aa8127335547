import { useState } from 'preact/hooks';
import type { Metrics } from '../../../answers/metrics.ts';
import { createResource, type Polled, usePolled } from '../../ask/usePolled.ts';
import { say } from '../../speech/say.ts';
import { serviceNow } from '../../state/connection.ts';
import { OutcomesChart } from './charts/outcomesChart.tsx';
import { RateChart } from './charts/rateChart.tsx';
import type { Cut } from './troubles.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const METRICS_MS = MINUTE_MS;

/** The last so many steps, this one included. */
function pathOf(step: Metrics['step'], stepMs: number, lengthMs: number): string {
  const to = Math.ceil((serviceNow() + 1) / stepMs) * stepMs;
  const from = new Date(to - lengthMs).toISOString();
  return `metrics?from=${from}&to=${new Date(to).toISOString()}&step=${step}`;
}

/** The last 24 hours by the hour, and the eight targets with them. */
export const HOURS = createResource<Metrics>(() => pathOf('hour', HOUR_MS, DAY_MS));
const MINUTES = createResource<Metrics>(() => pathOf('minute', MINUTE_MS, DAY_MS));
const DAYS = createResource<Metrics>(() => pathOf('day', DAY_MS, 30 * DAY_MS));

interface Props {
  readonly hours: Polled<Metrics>;
  readonly cut: Cut | undefined;
}

type Range = '24h' | '30d';

/** What happened: a day by the minute and the hour, or a month by the day. */
export function Activity({ hours, cut }: Props) {
  const [range, setRange] = useState<Range>('24h');
  return (
    <section class="stack" aria-labelledby="h-act">
      <div class="row between">
        <h2 id="h-act">{say('act.h')}</h2>
        <fieldset class="seg" aria-label={say('chart.range')}>
          {(['24h', '30d'] as const).map((one) => (
            <button type="button" key={one} aria-pressed={one === range} onClick={() => setRange(one)}>
              {say(`chart.${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {range === '24h' ? <Day hours={hours} cut={cut} /> : <Month cut={cut} />}
    </section>
  );
}

function Day({ hours, cut }: Props) {
  const minutes = usePolled(MINUTES, METRICS_MS);
  if (!hours.body || !minutes.body) return <Waiting />;
  return (
    <div class="grid two">
      <RateChart fine={minutes.body} coarse={hours.body} cut={cut} />
      <OutcomesChart metrics={hours.body} cut={cut} />
    </div>
  );
}

function Month({ cut }: Pick<Props, 'cut'>) {
  const days = usePolled(DAYS, 10 * METRICS_MS);
  if (!days.body) return <Waiting />;
  return (
    <div class="grid two">
      <RateChart fine={days.body} coarse={days.body} cut={cut} />
      <OutcomesChart metrics={days.body} cut={cut} />
    </div>
  );
}

function Waiting() {
  return (
    <div class="grid two" aria-busy="true">
      <div class="panel">
        <span class="bone tall" />
      </div>
      <div class="panel">
        <span class="bone tall" />
      </div>
    </div>
  );
}

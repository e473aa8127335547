import type { Target } from '../../../answers/metrics.ts';
import { Icon } from '../../parts/icon.tsx';
import { State } from '../../parts/state.tsx';
import { number, percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { moment, span } from '../../speech/times.ts';

/** The eight targets: what was measured, against which bound, and how. */
export function Targets({ targets }: { readonly targets: readonly Target[] }) {
  return (
    <section class="stack" aria-labelledby="h-kpi">
      <div class="row between">
        <h2 id="h-kpi">{say('kpi.h')}</h2>
        <p class="small muted">{say('kpi.period')}</p>
      </div>
      <ul class="tiles">
        {targets.map((target) => (
          <Tile key={target.name} target={target} />
        ))}
      </ul>
    </section>
  );
}

function Tile({ target }: { readonly target: Target }) {
  const { name, value, met } = target;
  return (
    <li class="tile">
      <h3>{say(`kpi.${name}`)}</h3>
      <p class="value">{value === null ? '–' : shownValue(target, value)}</p>
      <p class="row xs">
        {met === null ? (
          <State tone="idle" icon="wait">
            {say('kpi.never')}
          </State>
        ) : met ? (
          <State tone="ok" icon="ok">
            {say('kpi.met')}
          </State>
        ) : (
          <State tone="warn" icon="warn">
            {say('kpi.missed')}
          </State>
        )}
        <span class="muted">{say(`kpi.${target.has}`, { b: boundOf(target) })}</span>
      </p>
      <details>
        <summary>
          <Icon name="chevron" />
          <span>{say('kpi.how')}</span>
        </summary>
        <p>
          {say(`kpi.${name}.how`)} {figuresOf(target)}
        </p>
      </details>
    </li>
  );
}

function shownValue({ name, unit }: Target, value: number) {
  if (unit === 'perHour') return <Measure value={number(value)} unit="/h" />;
  if (unit === 'ms') {
    return name === 'batchTime' ? <Measure value={number(value / 1000, 2)} unit="s" /> : span(value / 1000);
  }
  return percent(value, digitsOf(name));
}

function Measure({ value, unit }: { readonly value: string; readonly unit: string }) {
  return (
    <>
      {value} <span class="unit">{unit}</span>
    </>
  );
}

/** As many as it takes to tell a value from its bound. */
function digitsOf(name: Target['name']): number {
  return name === 'coverage' || name === 'compliance' ? 1 : 2;
}

function boundOf({ unit, bound }: Target): string {
  if (unit === 'perHour') return `${number(bound)}/h`;
  if (unit === 'ms') return span(bound / 1000);
  return percent(bound, Number.isInteger(bound) ? 0 : 1);
}

/** Of which time, and so many of so many. */
function figuresOf({ name, value, from, to, part, whole, extremeMs }: Target): string {
  if (value === null || from === null || to === null) return say('kpi.never.how');
  const s = extremeMs === null ? '' : span(extremeMs / 1000);
  return [
    ...(part !== null && whole !== null ? [say('kpi.part', { a: part, b: whole })] : []),
    ...(extremeMs !== null && name === 'lag' ? [say('kpi.lag.extreme', { s })] : []),
    ...(extremeMs !== null && name === 'batchTime' ? [say('kpi.batchTime.extreme', { s })] : []),
    from === to
      ? say('kpi.at', { d: moment(to, 'dayTime') })
      : say('kpi.from', { a: moment(from, 'dayTime'), b: moment(to, 'dayTime') }),
  ].join(' ');
}

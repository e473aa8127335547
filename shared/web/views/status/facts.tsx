import type { ComponentChildren } from 'preact';
import type { Health } from '../../../answers/health.ts';
import { percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { recent, span, when } from '../../speech/times.ts';
import { lagOf } from './troubles.ts';

interface Props {
  readonly health: Health;
  readonly now: number;
}

interface FactProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly more: string;
}

function Fact({ name, value, more }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd>{more}</dd>
    </div>
  );
}

/** Lag, queue, and the day's calls, each against its bound. */
export function QuotaFacts(props: Props) {
  const { day } = props.health.quota;
  return (
    <dl class="facts">
      <LagFact {...props} />
      <QueueFact {...props} />
      <Fact
        name={say('fact.quota')}
        value={day ? say('fact.quota.n', { n: day.used, max: day.limit }) : '–'}
        more={day ? say('fact.quota.more', { p: percent(day.usedPercent) }) : say('fact.quota.none')}
      />
    </dl>
  );
}

export function SqlFacts(props: Props) {
  const { health, now } = props;
  const detect = health.timers.find(({ name }) => name === 'detectChanges');
  return (
    <dl class="facts">
      <LagFact {...props} />
      <Fact
        name={say('fact.try')}
        value={detect?.lastTryAt ? recent(detect.lastTryAt, now) : '–'}
        more={detect?.nextAt ? say('fact.try.next', { t: when(detect.nextAt, now) }) : ''}
      />
      <QueueFact {...props} />
    </dl>
  );
}

export function DeletesFacts(props: Props) {
  const { deletes } = props.health;
  return (
    <dl class="facts">
      <LagFact {...props} />
      <QueueFact {...props} />
      {deletes && (
        <Fact
          name={say('fact.held')}
          value={recent(deletes.since, props.now)}
          more={say('fact.held.more', { t: when(deletes.lastAt, props.now) })}
        />
      )}
    </dl>
  );
}

function LagFact({ health, now }: Props) {
  const { since, boundMs } = health.lag;
  const lag = lagOf(health, now);
  const b = span(boundMs / 1000);
  const isOver = lag > boundMs;
  return (
    <Fact
      name={say('fact.lag')}
      value={since === null ? '–' : <span class={isOver ? 'bad' : ''}>{span(lag / 1000)}</span>}
      more={say(isOver ? 'fact.lag.over' : 'fact.lag.bound', { b })}
    />
  );
}

function QueueFact({ health: { queue }, now }: Props) {
  const { batches, oldestSince } = queue;
  return (
    <Fact
      name={say('fact.queue')}
      value={batches === null ? '–' : say('fact.queue.n', { n: batches })}
      more={
        oldestSince === null
          ? say(batches === 0 ? 'fact.queue.none' : 'fact.queue.held')
          : say('fact.queue.age', { s: span((now - Date.parse(oldestSince)) / 1000) })
      }
    />
  );
}

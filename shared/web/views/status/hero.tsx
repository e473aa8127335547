import type { ComponentChildren } from 'preact';
import type { Health } from '../../../answers/health.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { Tone } from '../../parts/state.tsx';
import { percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { moment, since, span, when } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';
import { DeletesFacts, QuotaFacts, SqlFacts } from './facts.tsx';
import { ReleaseDeletes } from './releaseDeletes.tsx';
import { lagOf, type Standing } from './troubles.ts';

const LOOKS = {
  ok: { tone: 'ok', icon: 'ok' },
  warn: { tone: 'warn', icon: 'warn' },
  late: { tone: 'warn', icon: 'warn' },
  deletes: { tone: 'warn', icon: 'warn' },
  empty: { tone: 'run', icon: 'wait' },
  sql: { tone: 'bad', icon: 'bad' },
  circuit: { tone: 'bad', icon: 'bad' },
  bad: { tone: 'bad', icon: 'bad' },
} as const satisfies Record<Standing, { tone: Tone; icon: IconName }>;

interface Props {
  readonly health: Health;
  readonly standing: Standing;
  readonly now: number;
  readonly onChange: () => void;
}

/** "Is it well?": a sentence, since when, what to do, and three figures against their bounds. */
export function Hero({ health, standing, now, onChange }: Props) {
  const { tone, icon } = LOOKS[standing];
  return (
    <section class={`panel hero is-${tone}`} aria-live="polite">
      <div class="say">
        <span class={tone}>
          <Icon name={icon} />
        </span>
        <h2>{titleOf(health, standing, now)}</h2>
        <p>{textOf(health, standing, now)}</p>
      </div>
      <Steps>{stepsOf(health, standing)}</Steps>
      {standing === 'deletes' && health.deletes && (
        <ReleaseDeletes records={health.deletes.records} onDone={onChange} />
      )}
      {standing === 'empty' && (
        <div>
          <a class="btn primary" href={linkTo('runs')}>
            {say('empty.go')}
          </a>
        </div>
      )}
      {standing === 'sql' ? (
        <SqlFacts health={health} now={now} />
      ) : standing === 'deletes' ? (
        <DeletesFacts health={health} now={now} />
      ) : (
        standing !== 'empty' && <QuotaFacts health={health} now={now} />
      )}
    </section>
  );
}

function titleOf(health: Health, standing: Standing, now: number): string {
  const awaySince = health.ends.sqlServer.since;
  switch (standing) {
    case 'sql':
      return awaySince ? say('hero.sql', { t: since(awaySince, now) }) : say('hero.sql.now');
    case 'circuit':
      return say('hero.circuit', { t: since(health.circuit?.since ?? now, now) });
    case 'bad':
      return health.troubles[0]?.since
        ? say('hero.bad.since', { t: since(health.troubles[0].since, now) })
        : say('hero.bad');
    default:
      return say(`hero.${standing}`);
  }
}

function textOf(health: Health, standing: Standing, now: number): string {
  const { deletes, circuit, ends, troubles, timers } = health;
  switch (standing) {
    case 'sql': {
      const detect = timers.find(({ name }) => name === 'detectChanges')?.lastEndAt;
      if (ends.sqlServer.since === null) return troubles[0]?.message ?? '';
      const s = span((now - Date.parse(ends.sqlServer.since)) / 1000);
      return detect ? say('hero.sql.text', { s, t: when(detect, now) }) : say('hero.sql.text.never', { s });
    }
    case 'circuit':
      return say('hero.circuit.text', { m: circuit?.message ?? '' });
    case 'deletes': {
      const n = deletes?.records ?? 0;
      const limit = deletes?.limitPercent ?? 0;
      const max = percent(limit, Number.isInteger(limit) ? 0 : 1);
      return deletes?.gonePercent
        ? say('hero.deletes.text', { n, max, p: percent(deletes.gonePercent) })
        : say('hero.deletes.few', { n, max });
    }
    case 'empty':
      return say('hero.empty.text');
    case 'late':
      return say('hero.late.text', { s: span(lagOf(health, now) / 1000) });
    case 'ok':
      return wellSince(health, now);
    default:
      return troubles.length > 1 ? say('hero.several', { n: troubles.length }) : (troubles[0]?.message ?? '');
  }
}

function wellSince({ since: at }: Health, now: number): string {
  if (at === null) return say('hero.ok.now');
  const s = span((now - Date.parse(at)) / 1000);
  return say('hero.ok.since', { d: moment(at, 'longDay'), t: moment(at, 'time'), s });
}

function stepsOf({ troubles }: Health, standing: Standing): readonly string[] {
  switch (standing) {
    case 'sql':
      return [say('todo.sql.1'), say('todo.sql.2'), say('todo.sql.3')];
    case 'circuit':
      return [say('todo.circuit.1'), say('todo.circuit.2'), say('todo.circuit.3')];
    case 'empty':
      return [say('todo.empty.1'), say('todo.empty.2'), say('todo.empty.3')];
    case 'deletes':
      return [say('todo.deletes')];
    // A single one is the text above.
    case 'bad':
    case 'warn':
      return troubles.length > 1 ? troubles.map(({ message }) => message) : [];
    default:
      return [];
  }
}

function Steps({ children }: { readonly children: readonly string[] }): ComponentChildren {
  if (children.length === 0) return null;
  if (children.length === 1) return <p>{children}</p>;
  return (
    <ol class="steps">
      {children.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

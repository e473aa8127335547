import type { Health, Timer } from '../../../answers/health.ts';
import type { IconName } from '../../parts/icon.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';

const LOOKS = {
  ok: ['ok', 'ok', 'part.ok'],
  failing: ['bad', 'bad', 'timer.fails'],
  unknown: ['idle', 'wait', 'timer.unknown'],
} as const satisfies Record<Timer['state'], readonly [Tone, IconName, string]>;

/** What runs by itself: when it last ended well, and when it is due. */
export function Timers({ timers }: Pick<Health, 'timers'>) {
  return (
    <section class="panel flush" aria-labelledby="h-timers">
      <div class="top">
        <h2 id="h-timers">{say('timer.h')}</h2>
      </div>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{say('timer.what')}</th>
            <th scope="col">{say('part.state')}</th>
            <th scope="col">{say('timer.last')}</th>
            <th scope="col">{say('timer.next')}</th>
          </tr>
        </thead>
        <tbody>
          {timers.map((timer) => (
            <Row key={timer.name} timer={timer} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ timer: { name, state, lastEndAt, nextAt, failure } }: { readonly timer: Timer }) {
  const [tone, icon, text] = LOOKS[state];
  return (
    <tr>
      <th scope="row">
        {say(`timer.${name}`)}
        {failure && <p class="xs muted plain">{failure.message}</p>}
      </th>
      <td class="end">
        <State tone={tone} icon={icon} pill>
          {say(text)}
        </State>
      </td>
      <td class="wide">
        <span class="lbl">{say('timer.last.l')} </span>
        {lastEndAt === null ? say('timer.never') : moment(lastEndAt, 'dayTime')}
      </td>
      <td class="wide muted">
        <span class="lbl">{say('timer.next.l')} </span>
        {nextAt === null ? '–' : moment(nextAt, 'dayTime')}
      </td>
    </tr>
  );
}

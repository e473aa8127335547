import { usePolled } from '../../ask/usePolled.ts';
import { Find } from '../../frame/find.tsx';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { say } from '../../speech/say.ts';
import { useCommon } from '../../state/common.ts';
import { serviceNow } from '../../state/connection.ts';
import { Activity, HOURS } from './activity.tsx';
import { Hero } from './hero.tsx';
import { NeedsPerson } from './needsPerson.tsx';
import { Services } from './services.tsx';
import { Targets } from './targets.tsx';
import { Timers } from './timers.tsx';
import { cutOf, standingOf } from './troubles.ts';

const METRICS_MS = 60_000;

/** "Is it well?", what waits for a person, the targets, what happened, and what it stands on. */
export function StatusView({ notices }: ViewProps) {
  const { health, counts } = useCommon();
  const hours = usePolled(HOURS, METRICS_MS);
  const now = serviceNow();
  const standing = health.body && standingOf(health.body, now);
  return (
    <>
      <Head title={say('status.h')} live>
        <Find />
      </Head>
      {notices}
      {health.problem && <Failure text={health.problem.detail} />}
      {!health.body || !standing ? (
        <Bones says={say('load')} tall />
      ) : (
        <>
          <div class="grid head-grid">
            <div class="stack">
              <Hero health={health.body} standing={standing} now={now} onChange={health.again} />
            </div>
            {counts.body && standing !== 'empty' && (
              <NeedsPerson counts={counts.body} health={health.body} now={now} />
            )}
          </div>
          {hours.problem && <Failure text={say('metrics.failed', { m: hours.problem.detail })} />}
          {hours.body && standing !== 'empty' && <Targets targets={hours.body.targets} />}
          {standing !== 'empty' && <Activity hours={hours} cut={cutOf(health.body)} />}
          <Services health={health.body} now={now} onChecked={health.again} />
          <Timers timers={health.body.timers} />
        </>
      )}
    </>
  );
}

import { useMemo, useRef } from 'preact/hooks';
import type { Report, Reports } from '../../../answers/reports.ts';
import { createResource, type Resource, usePolled } from '../../ask/usePolled.ts';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';
import { saveReport } from './saveReport.ts';
import { Summary } from './summary.tsx';
import { Comparison, Outcomes } from './tables.tsx';
import { Why } from './why.tsx';

const REPORTS = createResource<Reports>('reports');
const LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

/** The weekly report: what the week came to, against the week before. */
export function ReportView({ what, notices }: ViewProps) {
  const { body, problem } = usePolled(REPORTS, LOOK_MS);
  const week = what ?? body?.reports[0]?.week;
  // As long as the app makes no report there is no such route.
  const hasNoReports = problem !== undefined && problem.code === undefined;
  if (week === undefined) {
    return (
      <>
        <Head title={say('rep.h')} />
        {notices}
        {problem && !hasNoReports && <Failure text={say('rep.failed', { m: problem.detail })} />}
        {!body && !problem && <Bones says={say('rep.load')} />}
        {(body || hasNoReports) && (
          <div class="panel stack">
            <h2>{say('rep.none.h')}</h2>
            <p class="muted">{say('rep.none')}</p>
          </div>
        )}
      </>
    );
  }
  return <Week key={week} week={week} reports={body} notices={notices} />;
}

interface WeekProps extends Pick<ViewProps, 'notices'> {
  readonly week: string;
  readonly reports: Reports | undefined;
}

function Week({ week, reports, notices }: WeekProps) {
  const resource = useMemo<Resource<Report>>(
    () => ({ path: `reports/${encodeURIComponent(week)}`, last: undefined }),
    [week],
  );
  const { body, problem } = usePolled(resource, 0);
  const shown = useRef<HTMLDivElement>(null);
  const save = () => shown.current && saveReport(week, shown.current);
  return (
    <>
      <Head title={say('rep.h')} below={body && <p class="muted">{daysOf(body)}</p>}>
        <div class="row no-print">
          {reports && <Pick week={week} reports={reports} />}
          {body && (
            <>
              <button type="button" class="btn" onClick={save}>
                <Icon name="down" />
                <span>{say('rep.download')}</span>
              </button>
              <button type="button" class="btn" onClick={() => print()}>
                <Icon name="doc" />
                <span>{say('rep.print')}</span>
              </button>
            </>
          )}
        </div>
      </Head>
      {notices}
      {problem && <Failure text={say('rep.failed', { m: problem.detail })} />}
      {!body && !problem && <Bones says={say('rep.load')} />}
      {body && (
        <div class="stack" ref={shown}>
          <h2 class="print-only">
            {say('rep.h')} · {daysOf(body)}
          </h2>
          <Summary report={body} />
          <Comparison report={body} />
          <div class="grid two">
            <Outcomes report={body} />
            <Why report={body} />
          </div>
        </div>
      )}
    </>
  );
}

/** From Monday to Sunday; `to` is the Monday after. */
function daysOf({ from, to }: Report): string {
  return say('rep.week', { a: moment(from, 'day'), b: moment(Date.parse(to) - DAY_MS / 2, 'date') });
}

function Pick({ week, reports }: { readonly week: string; readonly reports: Reports }) {
  return (
    <div class="field">
      <label class="unseen" for="report-week">
        {say('rep.pick')}
      </label>
      <select
        id="report-week"
        value={week}
        onChange={({ currentTarget }) => {
          location.hash = linkTo('report', currentTarget.value);
        }}
      >
        {reports.reports.map((one) => (
          <option key={one.week} value={one.week}>
            {say('rep.opt', { a: moment(`${one.week}T12:00:00Z`, 'date') })}
          </option>
        ))}
      </select>
    </div>
  );
}

import { useMemo, useState } from 'preact/hooks';
import type { Report, Reports } from '../../../answers/reports.ts';
import { createResource, type Resource, usePolled } from '../../ask/usePolled.ts';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Act } from '../../parts/act.tsx';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { daysOf } from '../../report/sentences.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';
import { saveReport } from './saveReport.ts';
import { Summary } from './summary.tsx';
import { Comparison, Outcomes } from './tables.tsx';
import { Why } from './why.tsx';

const REPORTS = createResource<Reports>('reports');
const LOOK_MS = 60_000;

/** The weekly report: what the week came to, against the week before. */
export function ReportView({ what, notices }: ViewProps) {
  const { body, problem } = usePolled(REPORTS, LOOK_MS);
  const week = what ?? body?.reports[0]?.week;
  if (week === undefined) {
    return (
      <>
        <Head title={say('rep.h')} />
        {notices}
        {problem && <Failure text={say('rep.failed', { m: problem.detail })} />}
        {!body && !problem && <Bones says={say('rep.load')} />}
        {body && !problem && (
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
  const [saving, setSaving] = useState<'busy' | { readonly failure: string | undefined }>();
  const save = async () => {
    setSaving('busy');
    setSaving({ failure: await saveReport(week) });
  };
  return (
    <>
      <Head title={say('rep.h')} below={body && <p class="muted">{daysOf(body)}</p>}>
        <div class="row no-print">
          {reports && <Pick week={week} reports={reports} />}
          {body && (
            <>
              <Act icon="down" why={saving === 'busy' ? say('why.busy') : undefined} onAct={save}>
                {say('rep.download')}
              </Act>
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
      {typeof saving === 'object' && saving.failure !== undefined && (
        <Failure text={say('rep.save.failed', { m: saving.failure })} />
      )}
      {!body && !problem && <Bones says={say('rep.load')} />}
      {body && (
        <div class="stack">
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
            {say('rep.opt', { a: moment(one.from, 'date') })}
          </option>
        ))}
      </select>
    </div>
  );
}

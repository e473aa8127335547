import type { Run } from '../../../answers/runs.ts';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { moment, span } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';
import { Continue } from './continue.tsx';
import { kindOf, resultOf } from './describeRun.ts';
import { RunState } from './runState.tsx';

interface Props {
  readonly runs: readonly Run[];
  /** Of all runs, those under way included. */
  readonly latestAdoption: string | undefined;
  readonly onChange: () => void;
  readonly onMore: (() => void) | undefined;
}

/** Runs that are over, newest first. */
export function PastRuns({ runs, latestAdoption, onChange, onMore }: Props) {
  return (
    <section class="panel flush" aria-labelledby="h-past">
      <div class="top">
        <h2 id="h-past">{say('run.past')}</h2>
      </div>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{say('run.kind')}</th>
            <th scope="col">{say('part.state')}</th>
            <th scope="col">{say('run.began')}</th>
            <th scope="col" class="right">
              {say('run.took')}
            </th>
            <th scope="col" class="right">
              {say('run.detected')}
            </th>
            <th scope="col">{say('run.result')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row
              key={run.runId}
              run={run}
              onChange={onChange}
              isOvertaken={run.mode === 'adopt' && run.runId !== latestAdoption}
            />
          ))}
        </tbody>
      </table>
      {onMore && (
        <div class="row between foot">
          <span />
          <button type="button" class="btn" onClick={onMore}>
            {say('run.more')}
          </button>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly run: Run;
  readonly onChange: () => void;
  /** A later run of the kind has begun. */
  readonly isOvertaken: boolean;
}

function Row({ run, onChange, isOvertaken }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {kindOf(run)}
        <br />
        <a class="plain xs" href={linkTo('runs', run.runId)}>
          <code class="id">{run.runId}</code>
        </a>
      </th>
      <td class="end">
        <RunState state={run.state} />
      </td>
      <td class="wide muted nowrap">{moment(run.startedAt, 'dayTime')}</td>
      <td class="right wide">
        <span class="lbl">{say('run.took.l')} </span>
        {run.durationMs === null ? '–' : span(run.durationMs / 1000)}
      </td>
      <td class="right wide">
        <span class="lbl">{say('run.detected.l')} </span>
        {number(run.detected)}
      </td>
      <td class="wide">
        {run.name !== undefined && <b class="strong">{say('run.named', { n: run.name })} </b>}
        {resultOf(run)} {!isOvertaken && <Continue run={run} onChange={onChange} />}
      </td>
    </tr>
  );
}

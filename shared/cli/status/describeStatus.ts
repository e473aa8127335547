import type { CodeMeaning } from '../../outcomes/codeMeaning.ts';
import type { Language } from '../../outcomes/language.ts';
import type { Status } from '../../sync/health/readStatus.ts';
import { table } from '../text/table.ts';

/** How everything is, a line each; the worst first of what is not well. */
export function describeStatus(status: Status, reviews: number, language: Language): string {
  const { configuration, sqlServer, hubspot, storage, telemetry, deletes, timers, waitingBatches } = status;
  const say = ({ message }: { readonly message: CodeMeaning }) => message[language];
  const rows = [
    ...configuration.map((one) => ['settings', 'error', say(one)]),
    ...sqlServer.map((one) => [`SQL Server ${one.check}`, one.level, withScript(say(one), one.script)]),
    ['HubSpot', hubspot.level, say(hubspot)],
    ...(hubspot.limits ? [['HubSpot limits', 'ok', describeLimits(hubspot.limits)]] : []),
    ['store', storage.level, say(storage)],
    ['telemetry', telemetry.level, say(telemetry)],
    ['deletes', deletes.level, say(deletes)],
    ...Object.entries(timers).flatMap(([name, timer]) =>
      timer ? [[`timer ${name}`, timer.level, say(timer)]] : [],
    ),
    ['waiting batches', '', waitingBatches === undefined ? '?' : String(waitingBatches)],
    ['reviews', '', String(reviews)],
    ['watermark', '', status.watermark === undefined ? 'none yet' : JSON.stringify(status.watermark)],
  ];
  return `${table(rows)}\n\n${status.healthy ? 'All is well.' : 'Something is wrong: see the lines with "error"; hubspot-sync doctor says what to do.'}`;
}

function withScript(text: string, script: string | undefined): string {
  return script === undefined ? text : `${text} (${script})`;
}

function describeLimits({ used, limit, windowMs, day }: NonNullable<Status['hubspot']['limits']>): string {
  const ofDay = day ? `; ${day.remaining} of ${day.limit} left today` : '';
  return `${used} of ${limit} calls used in ${windowMs / 1000} s${ofDay}`;
}

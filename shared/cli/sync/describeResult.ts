import { OUTCOMES } from '../../outcomes/outcome.ts';
import type { ChangesResult } from '../../writer/syncChanges.ts';
import type { SyncResult } from '../../writer/syncResult.ts';
import { inDigits } from '../output/pace.ts';
import type { SyncOptions } from './syncOptions.ts';

type Told = SyncResult & Partial<Pick<ChangesResult, 'waitingBatches'>>;

const WIDTH = 30;

/** What a run came to, for a person: a line an outcome and code, then what to do. */
export function describeResult(result: Told, options: Pick<SyncOptions, 'diff'>): string {
  const { total, byCode, calls, seconds, dryRun } = result;
  const counts: (readonly [string, number])[] = [
    [dryRun ? 'found' : 'processed', total],
    ...OUTCOMES.map((name) => [name, result[name]] as const).filter(([, count]) => count > 0),
    ...Object.entries(byCode)
      .filter(([code]) => code !== 'OK')
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => [`  ${code}`, count] as const),
    ['calls to HubSpot', calls],
  ];
  const lines = counts.map(([name, count]) => `  ${name.padEnd(WIDTH)}${inDigits(count)}`);
  const time = `  ${'seconds'.padEnd(WIDTH)}${seconds.toFixed(1)}`;
  return [...lines, time, ...sentences(result, options)].join('\n');
}

function sentences(result: Told, { diff }: Pick<SyncOptions, 'diff'>): readonly string[] {
  const { stoppedBy, reason, dryRun, toSendAgain } = result;
  const waiting = describeWaiting(result);
  const said: string[] = [];
  if (stoppedBy === 'signal')
    said.push(
      dryRun
        ? 'Stopped before the end: these numbers are of a part.'
        : `Stopped; ${waiting} wait. The same command goes on with them.`,
    );
  if (stoppedBy === 'failure') said.push(reason?.message ?? 'HubSpot is not called.', goOn(waiting, dryRun));
  if (toSendAgain > 0)
    said.push(`The next regular run sends up to ${inDigits(toSendAgain)} of them once more.`);
  if (dryRun && stoppedBy === 'end')
    said.push(diff ? 'Nothing was written.' : 'Nothing was written; --diff shows each change.');
  return said.length === 0 ? [] : ['', ...said];
}

function describeWaiting({ pending, waitingBatches }: Told): string {
  return waitingBatches === undefined
    ? `${inDigits(pending)} associates`
    : `${inDigits(waitingBatches)} batches`;
}

function goOn(waiting: string, dryRun: boolean): string {
  return dryRun
    ? 'Mend that, then try again.'
    : `Mend that; then the same command goes on with the ${waiting} that wait.`;
}

import { OUTCOMES } from '../../outcomes/outcome.ts';
import type { SyncResult } from '../../writer/syncResult.ts';
import { inDigits } from '../output/pace.ts';
import type { SyncOptions } from './syncOptions.ts';

const WIDTH = 30;

/** What a run came to, for a person: a line an outcome and code, then what to do. */
export function describeResult(result: SyncResult, options: Pick<SyncOptions, 'diff'>): string {
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

function sentences(result: SyncResult, { diff }: Pick<SyncOptions, 'diff'>): readonly string[] {
  const { stoppedBy, reason, pending, dryRun, toSendAgain } = result;
  const said: string[] = [];
  if (stoppedBy === 'signal')
    said.push(
      dryRun
        ? 'Stopped before the end: these numbers are of a part.'
        : `Stopped: ${inDigits(pending)} wait. The same command goes on with them.`,
    );
  if (stoppedBy === 'failure') said.push(reason?.message ?? 'HubSpot is not called.', goOn(pending, dryRun));
  if (toSendAgain > 0)
    said.push(`The next regular run sends up to ${inDigits(toSendAgain)} of them once more.`);
  if (dryRun && stoppedBy === 'end')
    said.push(diff ? 'Nothing was written.' : 'Nothing was written; --diff shows each change.');
  return said.length === 0 ? [] : ['', ...said];
}

function goOn(pending: number, dryRun: boolean): string {
  return dryRun
    ? 'Mend that, then try again.'
    : `Mend that; then the same command goes on with the ${inDigits(pending)} that wait.`;
}

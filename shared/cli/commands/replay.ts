import { isKnownCode } from '../../outcomes/codeMeaning.ts';
import type { AddCommand, CommonOptions, Context } from '../context.ts';
import { followRun } from '../runs/followRun.ts';
import { UsageError } from '../usageError.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { withStore } from '../withStore.ts';

interface Options extends CommonOptions {
  readonly code?: string;
  readonly run?: string;
  readonly all?: boolean;
  readonly limit?: number;
}

/** As many as may be named, and looked at, in one go. */
const MOST = 1000;

/** `hubspot-sync replay` */
export const addReplay: AddCommand = (program, run) => {
  program
    .command('replay')
    .summary('send reviews again')
    .description(
      'Sends again what waits for a person, past what is known of it: by number, by code, or all. What is still wrong comes back.',
    )
    .argument('[keys...]', 'associates’ numbers')
    .option('--code <code>', 'all with this code')
    .option('--run <id>', 'all whose latest outcome is of this run')
    .option('--all', 'all that wait')
    .option('--limit <n>', 'so many at most, the newest first', wholeNumber)
    .action((keys: readonly string[], options: Options) =>
      run({ ...options, isLong: true }, (context) => replay(keys, options, context)),
    );
};

async function replay(keys: readonly string[], options: Options, context: Context): Promise<number> {
  const { code, run: ofRun, all, limit } = options;
  if (keys.length === 0 && code === undefined && ofRun === undefined && !all)
    throw new UsageError('Nothing is chosen: give numbers, --code, --run or --all.');
  if (keys.length > 0 && [code, ofRun, all, limit].some((one) => one !== undefined))
    throw new UsageError('Numbers go without --code, --run, --all and --limit.');
  if (keys.length > MOST || (limit ?? 0) > MOST) throw new UsageError(`At most ${MOST} go at a time.`);
  if (code !== undefined && !isKnownCode(code)) throw new UsageError(`There is no code ${code}.`);
  return withStore('replay', context, async (local) => {
    const { runId, unknown } =
      keys.length > 0
        ? await local.app.replayKeys(keys)
        : await local.app.replaySelection({ code, ofRun }, { limit });
    if (unknown.length > 0) context.output.note(`Nothing is known of ${unknown.join(', ')}.`);
    return followRun(runId, local, context);
  });
}

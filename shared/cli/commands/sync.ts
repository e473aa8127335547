import { Option } from 'commander';
import type { AddCommand, CommonOptions } from '../context.ts';
import { runSync } from '../sync/runSync.ts';
import type { SyncOptions } from '../sync/syncOptions.ts';
import { wholeNumber } from '../wholeNumber.ts';

type Options = SyncOptions & CommonOptions;

/** `hubspot-sync sync` */
export const addSync: AddCommand = (program, run) => {
  program
    .command('sync')
    .summary('bring associates to HubSpot')
    .description(
      'Brings to HubSpot what changed since the last run, as the timer of the deployed app does; or whom a query or a condition chooses.',
    )
    .option(
      '--query <select>',
      'whom: one SELECT whose result has the key column; rows are read again by key',
    )
    .option('--where <condition>', 'whom: a condition over the table of the mapping file')
    .addOption(
      new Option(
        '--operation <operation>',
        'insert, update or upsert; with --query or --where (default: SYNC_OPERATION)',
      ),
    )
    .option('--limit <n>', 'so many at most; the watermark stays where it is', wholeNumber)
    .option('--full', 'the whole table; what is unchanged costs no call')
    .option(
      '--reconcile',
      'the whole table against what is known of HubSpot, with the rows that are gone: once a night',
    )
    .option('--watch', 'stay, and do it again by SYNC_SCHEDULE, and --reconcile by RECONCILE_SCHEDULE')
    .option('--dry-run', 'write nothing anywhere, and say what would happen')
    .option('--diff', 'of a dry run, each change: old and new value (personal data)')
    .option('--diff-limit <n>', 'so many associates of the diff', wholeNumber, 20)
    .option('--exit-code', 'of a dry run, exit code 3 where there is work, or a row would be rejected')
    .action((options: Options) => run({ ...options, isLong: true }, (context) => runSync(options, context)));
};

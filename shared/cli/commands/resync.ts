import { meaningOf } from '../../outcomes/codeMeaning.ts';
import { needsPerson } from '../../outcomes/outcomeKinds.ts';
import { speak } from '../../outcomes/speak.ts';
import type { ResyncResult } from '../../sync/associate/resyncAssociate.ts';
import type { AddCommand, CommonOptions } from '../context.ts';
import { EXIT } from '../exitCodes.ts';
import { describeResync } from '../runs/describeResync.ts';
import { withStore } from '../withStore.ts';

/** `hubspot-sync resync` */
export const addResync: AddCommand = (program, run) => {
  program
    .command('resync')
    .summary('bring one associate to HubSpot now')
    .description(
      'Reads one associate again and brings it to HubSpot now, whatever is known of it: what POST /api/associates/{numeroAsociado}/resync does.',
    )
    .argument('<key>', 'the associate’s number, in any spelling that SQL Server takes for it')
    .option('--dry-run', 'write nothing anywhere, and say what would change (personal data)')
    .action((key: string, options: CommonOptions & { readonly dryRun?: boolean }) =>
      run({ ...options, isLong: false }, (context) =>
        withStore('resync', context, async ({ app, workOff }) => {
          const { output, language } = context;
          const result = await app.resyncAssociate(key, options.dryRun === true, output.log);
          // What was in doubt is looked at again here, for nobody else works on this queue.
          if (result.kind === 'queued') await workOff();
          const exitCode = exitCodeOf(result);
          const message =
            result.kind === 'notFound' ? meaningOf('NOT_IN_SQL_SERVER') : meaningOf(result.code);
          const json = Object(speak({ ...result, message }, language));
          output.result({ json, text: describeResync(result, key, language) }, exitCode);
          return exitCode;
        }),
      ),
    );
};

function exitCodeOf(result: ResyncResult): number {
  if (result.kind !== 'done') return EXIT.failed;
  if (!needsPerson(result.outcome)) return EXIT.done;
  return result.dryRun ? EXIT.workLeft : EXIT.failed;
}

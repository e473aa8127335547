import { meaningOf } from '../../outcomes/codeMeaning.ts';
import { speak } from '../../outcomes/speak.ts';
import type { AddCommand, CommonOptions } from '../context.ts';
import { EXIT } from '../exitCodes.ts';
import { UsageError } from '../usageError.ts';
import { withStore } from '../withStore.ts';

/** `hubspot-sync erase` */
export const addErase: AddCommand = (program, run) => {
  program
    .command('erase')
    .summary('remove all that the store holds of one associate')
    .description(
      'Removes all that the store holds of one associate, and says what remains elsewhere. The row in SQL Server and the contact in HubSpot stay.',
    )
    .argument('<key>', 'the associate’s number')
    .option('--yes', 'do it; without it nothing is removed')
    .action((key: string, options: CommonOptions & { readonly yes?: boolean }) =>
      run({ ...options, isLong: false }, async (context) => {
        if (!options.yes) throw new UsageError('Nothing was removed: --yes says that it is meant.');
        return withStore('erase', context, async ({ app }) => {
          const { language, output } = context;
          const erased = await app.eraseAssociate(key, output.log);
          if (!erased) {
            const message = meaningOf('ASSOCIATE_UNKNOWN')[language];
            output.result({ json: { numeroAsociado: key, message }, text: message }, EXIT.failed);
            return EXIT.failed;
          }
          const removed = Object.entries(erased.removed).map(([kind, count]) => `${count} ${kind}`);
          const remains = erased.remains.map(({ message }) => `  ${message[language]}`);
          const text = [`${key}: removed ${removed.join(', ')}.`, ...remains].join('\n');
          output.result({ json: Object(speak(erased, language)), text }, EXIT.done);
          return EXIT.done;
        });
      }),
    );
};

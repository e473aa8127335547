import type { AddCommand, CommonOptions } from '../context.ts';
import { initialise } from '../init/initialise.ts';

interface Options extends CommonOptions {
  readonly table: string;
  readonly key?: string;
  readonly changedAt?: string;
  readonly mapping: string;
  readonly force?: boolean;
}

/** `hubspot-sync init` */
export const addInit: AddCommand = (program, run) => {
  program
    .command('init')
    .summary('begin: settings, and a mapping file for your table')
    .description(
      'Asks for the settings that are missing, reads the table’s columns and the portal’s properties, proposes a mapping file where the one that ships does not fit, and tries both ends. Changes nothing in SQL Server and HubSpot.',
    )
    .option('--table <name>', 'the table or view of the associates', 'dbo.hb_contacts')
    .option('--key <column>', 'its column with the associate’s number (default: it is looked for)')
    .option(
      '--changed-at <column>',
      'its column with the time of the last change (default: it is looked for)',
    )
    .option('--mapping <file>', 'where to write the mapping file', 'contacts.yaml')
    .option('--force', 'overwrite a mapping file that is there')
    .action((options: Options) =>
      run({ ...options, isLong: false }, (context) => {
        const { table, key, changedAt, mapping, force = false } = options;
        return initialise({ table, key, changedAt, mapping, force }, context);
      }),
    );
};

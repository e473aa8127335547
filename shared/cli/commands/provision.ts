import type { AddCommand, CommonOptions } from '../context.ts';
import { provisionAnswer, provisionExitCode } from '../portal/provisionAnswer.ts';
import { provisionPortal } from '../portal/provisionPortal.ts';
import { wholeNumber } from '../wholeNumber.ts';

/** `hubspot-sync provision` */
export const addProvision: AddCommand = (program, run) => {
  program
    .command('provision')
    .summary('make the properties that HubSpot lacks')
    .description(
      'Says which properties the mapping file needs and the portal lacks. Existing properties are never changed. The token needs crm.schemas.contacts.read, and .write to make some.',
    )
    .option('--apply', 'make the missing ones; without it nothing is changed')
    .option(
      '--slots <n>',
      'how many beneficiaries get properties (default: as many as the table has columns for)',
      wholeNumber,
    )
    .action((options: CommonOptions & { readonly apply?: boolean; readonly slots?: number }) =>
      run({ ...options, isLong: false }, async ({ env, output }) => {
        const { apply = false, slots } = options;
        const provisioned = await provisionPortal({ apply, slots }, env);
        const exitCode = provisionExitCode(provisioned);
        output.result(provisionAnswer(provisioned, 'npx hubspot-sync provision --apply'), exitCode);
        return exitCode;
      }),
    );
};

import type { AddCommand, CommonOptions } from '../context.ts';
import { startOrResume } from '../runs/startOrResume.ts';

/** `hubspot-sync adopt` */
export const addAdopt: AddCommand = (program, run) => {
  program
    .command('adopt')
    .summary('take over the contacts that are in HubSpot already')
    .description(
      'Reads the portal once, and gives each contact that is an associate’s the key, by number, cédula and email. What contradicts, or fits two, becomes a review. Once, before the first sync.',
    )
    .option('--dry-run', 'write nothing to HubSpot, and say what would be taken over')
    .action((options: CommonOptions & { readonly dryRun?: boolean }) =>
      run({ ...options, isLong: true }, (context) => {
        const dryRun = options.dryRun === true;
        return startOrResume('adopt', context, (app, resume) => app.startAdoption(dryRun, { resume }));
      }),
    );
};

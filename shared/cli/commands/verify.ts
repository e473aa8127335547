import type { AddCommand, CommonOptions } from '../context.ts';
import { startOrResume } from '../runs/startOrResume.ts';

/** `hubspot-sync verify` */
export const addVerify: AddCommand = (program, run) => {
  program
    .command('verify')
    .summary('read HubSpot back and compare it with SQL Server')
    .description(
      'Reads every associate’s contact back and compares it with SQL Server: what drifted, is missing, or has no row any more. Nothing is changed.',
    )
    .option('--repair', 'send again what differs')
    .action((options: CommonOptions & { readonly repair?: boolean }) =>
      run({ ...options, isLong: true }, (context) => {
        const repair = options.repair === true;
        return startOrResume('verify', context, (app, resume) => app.startVerification(repair, { resume }));
      }),
    );
};

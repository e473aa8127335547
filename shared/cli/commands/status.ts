import { speak } from '../../outcomes/speak.ts';
import type { AddCommand, CommonOptions } from '../context.ts';
import { describeStatus } from '../status/describeStatus.ts';
import { statusExitCode } from '../status/statusExitCode.ts';
import { withStore } from '../withStore.ts';

/** `hubspot-sync status` */
export const addStatus: AddCommand = (program, run) => {
  program
    .command('status')
    .summary('how everything is, and where the sync stands')
    .description(
      'Looks at SQL Server, HubSpot and the store, and says how each is, how far the sync has come, and what waits: what GET /api/status of the deployed app answers.',
    )
    .action((options: CommonOptions) =>
      run({ ...options, isLong: false }, (context) =>
        withStore('status', context, async ({ app }) => {
          const status = await app.readStatus();
          const { total } = await app.countReviews();
          const exitCode = statusExitCode(status);
          const json = { ...Object(speak(status, context.language)), reviews: total };
          const text = describeStatus(status, total, context.language);
          context.output.result({ json, text }, exitCode);
          return exitCode;
        }),
      ),
    );
};

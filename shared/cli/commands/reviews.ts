import { Option } from 'commander';
import { RESENT, SEEN } from '../../answers/reviews.ts';
import { isKnownCode, meaningOf } from '../../outcomes/codeMeaning.ts';
import { speak } from '../../outcomes/speak.ts';
import type { AddCommand, CommonOptions } from '../context.ts';
import { EXIT } from '../exitCodes.ts';
import { table } from '../text/table.ts';
import { UsageError } from '../usageError.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { withStore } from '../withStore.ts';

interface Options extends CommonOptions {
  readonly code?: string;
  readonly resent?: (typeof RESENT)[number];
  readonly seen?: (typeof SEEN)[number];
  readonly top: number;
  readonly after?: string;
}

/** `hubspot-sync reviews` */
export const addReviews: AddCommand = (program, run) => {
  program
    .command('reviews')
    .summary('what waits for a person')
    .description(
      'Lists what waits for a person, by code and newest first: keys, codes and what to do, no values.',
    )
    .option('--code <code>', 'those with this code only')
    .addOption(new Option('--resent <when>', 'sent again by hand: never, or again').choices(RESENT))
    .addOption(new Option('--seen <how>', 'marked by a person').choices(SEEN))
    .option('--top <n>', 'so many of the list, up to 200', wholeNumber, 50)
    .option('--after <page>', 'the next page, as the one before ended with')
    .action((options: Options) =>
      run({ ...options, isLong: false }, async (context) => {
        const { code, resent, seen, top, after } = options;
        if (code !== undefined && !isKnownCode(code))
          throw new UsageError(`There is no code ${code}: hubspot-sync reviews lists those that there are.`);
        if (top > 200) throw new UsageError('--top is 200 at most.');
        return withStore('reviews', context, async ({ app }) => {
          const { language, output } = context;
          const counts = await app.countReviews();
          const list = await app.listReviews({ code, resent, seen, top, continuation: after });
          const rows = list.reviews.map(({ numeroAsociado, outcome, code: of, properties, since = '' }) => [
            numeroAsociado,
            outcome,
            of,
            properties.join(', '),
            since.slice(0, 10),
          ]);
          const byCode = counts.byCode.map((one) => [
            String(one.reviews),
            one.code,
            meaningOf(one.code)[language],
          ]);
          const more = list.continuation === undefined ? [] : [`More: --after ${list.continuation}`];
          const text =
            counts.total === 0
              ? 'Nothing waits for a person.'
              : [table(byCode), '', table(rows), ...more].join('\n');
          const json = Object(speak({ counts, ...list }, language));
          output.result({ json, text }, EXIT.done);
          return EXIT.done;
        });
      }),
    );
};

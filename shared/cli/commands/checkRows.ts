import { isatty } from 'node:tty';
import { Option } from 'commander';
import { loadMapping } from '../../config/loadMapping.ts';
import { LANGUAGES } from '../../outcomes/language.ts';
import type { AddCommand, CommonOptions, Context } from '../context.ts';
import { checkRows } from '../rows/checkRows.ts';
import { type GivenOptions, judgeOptions } from '../rows/judgeOptions.ts';
import { UsageError } from '../usageError.ts';

/** The descriptor. */
const STDIN = 0;
const MAPPING_FILE = 'shared/config/contacts.yaml';

/** `hubspot-sync check-rows` */
export const addCheckRows: AddCommand = (program, run) => {
  program
    .command('check-rows')
    .summary('check an extract of the table, and touch nothing')
    .description(
      'Checks an extract (NDJSON, JSON or CSV) against the mapping file and touches nothing. A line of JSON for each row goes to standard output (personal data), what is said of the file and the summary to standard error.',
    )
    .argument('[file]', 'the extract; standard input where it is left out')
    .option('--problems', 'only the rows with findings')
    .option('--csv', 'the findings as a sheet for the clerk: line, column, what to do')
    .option('--values', 'in that sheet, also the associate’s number and the value in question')
    .option('--summary', 'the summary alone')
    .option('--output <file>', 'what is printed of rows goes there')
    .option('--mapping <file>', 'mapping file (default: SYNC_CONFIG)')
    .option('--encoding <name>', 'of the extract: utf-8, windows-1252, cp850, …; else it is found out')
    .addOption(
      new Option('--language <language>', 'of the messages about rows').choices(LANGUAGES).default('es'),
    )
    .action((file: string | undefined, options: CommonOptions & GivenOptions) =>
      run({ ...options, isLong: false }, (context) => check(file, options, context)),
    );
};

async function check(
  file: string | undefined,
  given: CommonOptions & GivenOptions,
  { env, output, streams }: Context,
): Promise<number> {
  const judged = judgeOptions(given, file === undefined ? [] : [file]);
  if (judged.kind === 'wrong') throw new UsageError(judged.fault);
  if (file === undefined && isatty(STDIN)) throw new UsageError('No file is given.');
  if (given.json && given.csv) throw new UsageError('--json and --csv exclude each other.');
  const mapping = loadMapping(judged.mappingFile ?? (env['SYNC_CONFIG'] || MAPPING_FILE), env);
  const { stdout, stderr } = streams;
  const said: string[] = [];
  const telling = {
    ...(stderr.isTTY ? { isTTY: true } : {}),
    write(text: string) {
      if (text.endsWith('\n')) said.push(text.trimEnd());
      return stderr.write(text);
    },
  };
  const exitCode = await checkRows({ ...judged.options, mapping }, { stdin: STDIN, stdout, stderr: telling });
  if (given.json) output.result({ json: { said }, text: '' }, exitCode);
  return exitCode;
}

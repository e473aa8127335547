/**
 * `npm run -s check:rows -- rows.csv`: checks an extract (NDJSON, JSON or CSV) against the mapping file and touches nothing.
 * What it prints of rows is personal data: it is for the person who has the extract. What it says of the file is not.
 */
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { loadMapping } from '../config/loadMapping.ts';
import { ConfigurationError } from '../errors.ts';
import { checkRows, EXIT } from './rows/checkRows.ts';
import { readOptions } from './rows/readOptions.ts';

const USAGE = `npm run -s check:rows -- [file, else standard input] [options]
A line of JSON for each row goes to standard output: row, line, properties (as HubSpot would get them), findings.
What is said of the file, and the summary, goes to standard error.
  --problems           only the rows with findings
  --csv                the findings as a sheet for the clerk: line, column, what to do
  --values             in that sheet, also the associate's number and the value in question
  --summary            the summary alone
  --output <file>      what is printed of rows goes there (on Windows a ">" may spoil letters)
  --mapping <file>     mapping file (SYNC_CONFIG, else shared/config/contacts.yaml)
  --encoding <name>    of the extract: utf-8, windows-1252, cp850, utf-16le, …; without it, it is found out
  --language es|en     of the messages about rows (default es)
  --help               this
Exit code: 0 every row would go · 3 rows would be rejected, or are doubled · 1 the file cannot be checked · 2 wrong usage`;

/** The descriptor. */
const STDIN = 0;

// Of the rows nothing lasts: room for short-lived objects that grows with their number would only cost memory.
setFlagsFromString('--semi-space-growth-factor=1');
process.exitCode = await main(process.argv.slice(2), process.env);

async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(args);
  if (read.kind === 'help') {
    console.log(USAGE);
    return EXIT.clean;
  }
  const isLeftOut = read.kind === 'check' && read.options.file === undefined && isatty(STDIN);
  if (read.kind === 'wrong' || isLeftOut) {
    console.error(`${read.kind === 'wrong' ? read.fault : 'No file is given.'}\n${USAGE}`);
    return EXIT.usage;
  }
  try {
    const { stdout, stderr } = process;
    const io = { stdin: STDIN, stdout, stderr };
    const file = read.mappingFile ?? (env['SYNC_CONFIG'] || 'shared/config/contacts.yaml');
    return await checkRows({ ...read.options, mapping: loadMapping(file, env) }, io);
  } catch (error) {
    // Anything else is a bug and keeps its stack.
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) console.error(problem);
    return EXIT.failed;
  }
}

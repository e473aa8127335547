import { Command, Option } from 'commander';
import { STATE_DIRECTORY } from '../compose/openLocalApp.ts';
import { LANGUAGES } from '../outcomes/language.ts';
import { addAdopt } from './commands/adopt.ts';
import { addCheckRows } from './commands/checkRows.ts';
import { addDoctor } from './commands/doctor.ts';
import { addErase } from './commands/erase.ts';
import { addInit } from './commands/init.ts';
import { addProvision } from './commands/provision.ts';
import { addReplay } from './commands/replay.ts';
import { addResync } from './commands/resync.ts';
import { addReviews } from './commands/reviews.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addVerify } from './commands/verify.ts';
import type { AddCommand, Run } from './context.ts';
import type { Streams } from './output/textOutput.ts';
import { readVersion } from './packageRoot.ts';

const COMMANDS: readonly AddCommand[] = [
  addInit,
  addSync,
  addAdopt,
  addVerify,
  addResync,
  addReviews,
  addReplay,
  addErase,
  addStatus,
  addDoctor,
  addProvision,
  addCheckRows,
];

const EXIT_CODES = `Exit codes: 0 done, or nothing to do · 1 failed, or records are not right · 2 wrong usage · 3 there is work, or rows would be
rejected · 4 not authorised · 5 could not look · 130, 143 stopped by Ctrl-C or SIGTERM`;

/** Commands that ask the portal, or a file, and never the store. */
const WITHOUT_STORE: ReadonlySet<string> = new Set(['provision', 'check-rows', 'init']);

/**
 * The program with its commands. `settings`: where settings were read, for --help; asked only when somebody wants to know.
 */
export function buildProgram(run: Run, settings: () => string, { stdout, stderr }: Streams): Command {
  const program = new Command('hubspot-sync');
  const help = () => `\n${settings()}\n${EXIT_CODES}`;
  program
    .description('Carries the associates of a cooperative from SQL Server into HubSpot CRM.')
    .version(readVersion(), '--version', 'the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .configureHelp({ helpWidth: 110 })
    .addHelpText('after', help);
  for (const add of COMMANDS) add(program, run);
  for (const command of program.commands) withCommonOptions(command).addHelpText('after', help);
  return program;
}

function withCommonOptions(command: Command): Command {
  const isOfStore = !WITHOUT_STORE.has(command.name());
  if (isOfStore)
    command.option(
      '--state <dir>',
      'where the sync keeps what must last, unless the setting SyncStorage names the deployed app’s',
      STATE_DIRECTORY,
    );
  command.option('--json', 'JSON only on standard output, an object a line; the last one is the result');
  if (command.options.every(({ long }) => long !== '--language'))
    command.addOption(
      new Option('--language <language>', 'of what codes mean').choices(LANGUAGES).default('en'),
    );
  return command;
}

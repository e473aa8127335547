import { Command, Option } from 'commander';
import { STATE_DIRECTORY } from '../compose/openLocalApp.ts';
import { LANGUAGES } from '../outcomes/language.ts';
import { addSync } from './commands/sync.ts';
import type { AddCommand, Run } from './context.ts';

const COMMANDS: readonly AddCommand[] = [addSync];

const EXIT_CODES = `Exit codes: 0 done, or nothing to do · 1 failed, or records are not right · 2 wrong usage · 3 there is work, or rows would be
rejected · 4 not authorised · 5 could not look · 130, 143 stopped by Ctrl-C or SIGTERM`;

/**
 * The program with its commands. \`settings\`: where settings were read, for --help; asked only when somebody wants to know.
 */
export function buildProgram(run: Run, settings: () => string): Command {
  const program = new Command('hubspot-sync');
  program
    .description('Carries the associates of a cooperative from SQL Server into HubSpot CRM.')
    .exitOverride()
    .configureHelp({ helpWidth: 110 })
    .addHelpText('after', () => `\n${settings()}\n${EXIT_CODES}`);
  for (const add of COMMANDS) {
    add(program, run);
    withCommonOptions(program.commands.at(-1)).addHelpText('after', () => `\n${settings()}\n${EXIT_CODES}`);
  }
  return program;
}

function withCommonOptions(command: Command | undefined): Command {
  if (!command) throw new Error('A command was to be added.');
  return command
    .option(
      '--state <dir>',
      'where the sync keeps what must last, unless the setting SyncStorage names the deployed app’s',
      STATE_DIRECTORY,
    )
    .option('--json', 'JSON only on standard output: one object, or of a long command an object a line')
    .addOption(
      new Option('--language <language>', 'of what codes mean').choices([...LANGUAGES]).default('en'),
    );
}

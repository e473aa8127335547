import { speak } from '../../outcomes/speak.ts';
import type { AddCommand, CommonOptions } from '../context.ts';
import { describeFindings } from '../doctor/describeFindings.ts';
import { doctorExitCode } from '../doctor/doctorExitCode.ts';
import { examine } from '../doctor/examine.ts';

/** `hubspot-sync doctor` */
export const addDoctor: AddCommand = (program, run) => {
  program
    .command('doctor')
    .summary('look at everything, and say what mends what is wrong')
    .description(
      'Looks at settings, mapping file, SQL Server, HubSpot, store, telemetry, schedules, clocks and versions, and changes nothing. Of each: what is expected, what is there, and the command or statement that mends it.',
    )
    .option('--strict', 'warnings are wrong, too (exit code 1)')
    .option('--all', 'what is well, too')
    .action((options: CommonOptions & { readonly strict?: boolean; readonly all?: boolean }) =>
      run({ ...options, isLong: false }, async (context) => {
        const findings = await examine(context);
        const exitCode = doctorExitCode(findings, options.strict === true);
        const json = { findings: speak(findings, context.language) };
        const text = describeFindings(findings, { all: options.all === true, language: context.language });
        context.output.result({ json, text }, exitCode);
        return exitCode;
      }),
    );
};

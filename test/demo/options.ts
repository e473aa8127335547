import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly rows: number;
  readonly seed: number;
  readonly slots: number;
  readonly keep: boolean;
  readonly open: boolean;
  readonly json: boolean;
  /** Names of settings; undefined: the stand-in. */
  readonly sqlEnv: string | undefined;
  readonly hubspotTokenEnv: string | undefined;
}

export const USAGE = `npm run demo -- [--rows N] [--seed N] [--slots N] [--keep] [--open] [--json] [--sql-env NAME] [--hubspot-token-env NAME]
  --rows N   invented associates to carry (1 to 1000000, default 2000)
  --seed N   other associates, other faults (default 1)
  --slots N  beneficiaries the table has columns for (1 to 4, default 1: the cooperative's own table)
  --keep     stay up afterwards and print where everything is
  --open     open the operations page in the browser at once, and stay up
  --json     the last line of standard output is the summary as one JSON object
  --sql-env NAME            a scratch database of a real SQL Server: its connection string is in the setting NAME. The demo makes
                            and drops its own dbo.hb_contacts, and refuses a database that has one
  --hubspot-token-env NAME  a test account of HubSpot: its token is in the setting NAME. The demo makes the properties that it
                            lacks, and archives its contacts at the end`;

/** @throws RangeError or TypeError naming the option that is wrong. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      slots: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      open: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'sql-env': { type: 'string' },
      'hubspot-token-env': { type: 'string' },
    },
  });
  return {
    rows: wholeNumber('--rows', values.rows, 1, 1_000_000),
    seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295),
    slots: wholeNumber('--slots', values.slots, 1, 4),
    keep: values.keep || values.open,
    open: values.open,
    json: values.json,
    sqlEnv: values['sql-env'],
    hubspotTokenEnv: values['hubspot-token-env'],
  };
}

function wholeNumber(name: string, text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new RangeError(`${name} must be a whole number from ${lowest} to ${highest}, not "${text}".`);
  }
  return value;
}

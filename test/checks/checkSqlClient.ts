import { startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { openMembersTable } from '../support/membersTable.ts';
import { buildChecker, CLIENT_CHECKER } from './buildChecker.ts';
import { compareReading } from './compareReadings.ts';
import { CONNECTION_STRINGS } from './connectionStrings.ts';
import { type Deed, runSqlClient, type SqlClientAnswer } from './runSqlClient.ts';

const ROWS = [
  {
    numero_asociado: 'A-000001',
    firstname: 'Ana',
    lastname: 'Núñez Peña',
    date_of_birth: '1979-02-25',
    marital_status: '2',
    salario_neto_semanal_o_quincenal: '350000.25',
    lastmodifieddate: '2026-01-05T10:20:30.123',
  },
  {
    numero_asociado: 'A-000002',
    firstname: '🦤',
    lastname: null,
    date_of_birth: null,
    marital_status: null,
    salario_neto_semanal_o_quincenal: null,
    lastmodifieddate: '2026-01-05T10:20:30.123',
  },
];

/** Cells of the first row and of the second as .NET reads them. */
const CELLS = [
  'numero_asociado String A-000001',
  'lastname String Núñez Peña',
  'date_of_birth DateTime 1979-02-25T00:00:00.000',
  'marital_status Byte 2',
  'salario_neto_semanal_o_quincenal Decimal 350000.25',
  'lastmodifieddate DateTime 2026-01-05T10:20:30.123',
  'numero_asociado String A-000002',
  'firstname String 🦤',
  'date_of_birth DateTime NULL',
  'salario_neto_semanal_o_quincenal Decimal NULL',
];

/** What each deed has to come to: its result, or the number of its error. */
const EXPECTED: Readonly<Record<string, string | number>> = {
  count: '2',
  parameters: '1',
  update: '1',
  rollback: '2',
  'in parallel': Array.from({ length: 20 }, () => '2').join(' '),
  'error 208': 208,
  'error 207': 207,
  'error 2627': 2627,
  'error 18456': 18_456,
};
/** What the stand-in does not do; when it does, this list and its README have to say so. */
const BEYOND: readonly string[] = ['schema', 'bulk copy'];

export interface SqlClientReport {
  readonly version: string;
  readonly strings: number;
  readonly deeds: number;
  /** One line each. */
  readonly findings: readonly string[];
}

/**
 * Microsoft's own client as an oracle: it reads connection strings as we do, and works with the stand-in as the app's driver does.
 *
 * @throws MissingDotnet, MissingTool or BuildFailed where it cannot run here.
 */
export async function checkSqlClient(): Promise<SqlClientReport> {
  const library = await buildChecker(CLIENT_CHECKER);
  const server = await startSqlServerStandin();
  const members = await openMembersTable(server.connectionString);
  try {
    await members.insert(ROWS);
    const connectionStrings = CONNECTION_STRINGS.map(({ text }) => text);
    const answer = await runSqlClient(library, { connectionStrings, server: server.connectionString });
    return judge(answer);
  } finally {
    await members.close();
    await server.close();
  }
}

export function judge({ version, readings, deeds }: SqlClientAnswer): SqlClientReport {
  const ofReadings = CONNECTION_STRINGS.flatMap((one, index) => {
    const reading = readings[index];
    return reading ? compareReading(one, reading) : [`${one.text}: SqlClient did not answer`];
  });
  return {
    version,
    strings: readings.length,
    deeds: deeds.length,
    findings: [...ofReadings, ...judgeDeeds(deeds)],
  };
}

function judgeDeeds(deeds: readonly Deed[]): string[] {
  const done = new Map(deeds.map((deed) => [deed.name, deed]));
  const wrong = Object.entries(EXPECTED).flatMap(([name, expected]) => {
    const deed = done.get(name);
    const came = typeof expected === 'number' ? deed?.errorNumber : deed?.result;
    return came === expected ? [] : [`SqlClient, ${name}: ${describe(deed)} instead of ${expected}`];
  });
  const cells = done.get('rows')?.result?.split('\n') ?? [];
  const missing = CELLS.filter((cell) => !cells.includes(cell)).map((cell) => `SqlClient reads no "${cell}"`);
  const beyond = BEYOND.flatMap((name) =>
    done.get(name)?.result == null ? [] : [`SqlClient, ${name}: works by now; say so in the README`],
  );
  return [...wrong, ...missing, ...beyond];
}

function describe(deed: Deed | undefined): string {
  if (!deed) return 'nothing';
  return deed.result ?? `${deed.errorNumber ?? 'no number'} (${deed.error})`;
}

import { startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { openMembersTable } from '../support/membersTable.ts';
import { MissingTool } from './missingTool.ts';
import { runProgram } from './runProgram.ts';

/** What is asked, and what has to stand in the answer. */
const ASKED: readonly (readonly [statement: string, answer: RegExp])[] = [
  ['SELECT COUNT(*) AS filas FROM dbo.hb_contacts', /^filas\s*\n1\s*$/m],
  ["SELECT lastname FROM dbo.hb_contacts WHERE numero_asociado = N'a-000001'", /^Núñez Peña$/m],
  ['SELECT 1 FROM dbo.nowhere', /Msg 208\b/],
];

export interface FreeTdsReport {
  readonly version: string;
  readonly findings: readonly string[];
}

/**
 * FreeTDS, a client that Microsoft did not write: it logs in to the stand-in, reads, and is answered.
 *
 * @throws MissingTool where there is no `tsql`.
 */
export async function checkFreeTds(): Promise<FreeTdsReport> {
  const { found, stdout: about } = await runProgram('tsql', ['-C']);
  if (!found) {
    throw new MissingTool(
      'There is no `tsql` on the PATH.',
      'FreeTDS: your system’s package freetds-bin (`apt-get install freetds-bin`).',
    );
  }
  const server = await startSqlServerStandin();
  const members = await openMembersTable(server.connectionString);
  try {
    await members.insert([{ numero_asociado: 'A-000001', lastname: 'Núñez Peña' }]);
    const { port, user, password, database } = server;
    const to = ['-H', '127.0.0.1', '-p', String(port), '-U', user, '-P', password, '-D', database];
    const findings: string[] = [];
    for (const [statement, expected] of ASKED) {
      const { stdout, stderr } = await runProgram('tsql', to, {
        input: `${statement}\ngo\nexit\n`,
        env: { ...process.env, TDSVER: '7.4', LC_ALL: 'C.UTF-8' },
      });
      const answer = `${stdout}\n${stderr}`.replaceAll(/^(?:\d+> )+/gm, '');
      if (!expected.test(answer))
        findings.push(`FreeTDS, ${statement}: ${answer.trim().replaceAll(/\s+/g, ' ')}`);
    }
    return { version: /Version: (.*)/.exec(about)?.[1]?.trim() ?? 'FreeTDS', findings };
  } finally {
    await members.close();
    await server.close();
  }
}

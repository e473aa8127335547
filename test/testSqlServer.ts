/**
 * `npm run test:sqlserver`: the conformance suite against a real SQL Server: the one of SQLSERVER_TEST_URL, else one in Docker, for
 * whoever has Docker. What a run that was cut off left on the server is removed first.
 */
import { spawnSync } from 'node:child_process';
import sql from 'mssql';
import { refuseServerInUse, TEST_DATABASE } from './integration/standins/sqlserver/refuseServerInUse.ts';

const COMPOSE = 'docker compose -f test/compose.yaml';
const DOCKER_URL =
  'Server=127.0.0.1,14333;Database=master;User Id=sa;Password=Conformance-2022;Encrypt=true;TrustServerCertificate=true';
const SUITE = 'npx vitest run test/integration/standins/sqlserver';

function run(command: string, env: NodeJS.ProcessEnv = process.env): number {
  return spawnSync(command, { stdio: 'inherit', shell: true, env }).status ?? 1;
}

/** @throws when the server looks like one in use. */
async function dropLeftovers(url: string): Promise<void> {
  const admin = await new sql.ConnectionPool(sql.ConnectionPool.parseConnectionString(url)).connect();
  try {
    const { recordset } = await admin.request().query<{ name: string }>('SELECT name FROM sys.databases');
    const names = recordset.map(({ name }) => name);
    refuseServerInUse(url, names, process.env['SQL_CONNECTION_STRING']);
    for (const name of names.filter((one) => one.startsWith(TEST_DATABASE))) {
      await admin.request().batch(`DROP DATABASE [${name}]`);
      console.error(`Dropped ${name}, which an earlier run had left.`);
    }
  } finally {
    await admin.close();
  }
}

async function onGivenServer(url: string): Promise<number> {
  try {
    await dropLeftovers(url);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  return run(SUITE, { ...process.env, SQLSERVER_TEST_URL: url });
}

function inDocker(): number {
  if (run('docker info --format "Docker {{.ServerVersion}}"') !== 0) {
    console.error(
      'Nothing was run on a SQL Server: no Docker engine answers, and SQLSERVER_TEST_URL is not set. Set it to the connection string of an empty ' +
        'server, as a login that may create databases.',
    );
    return 1;
  }
  const status =
    run(`${COMPOSE} up --wait`) || run(SUITE, { ...process.env, SQLSERVER_TEST_URL: DOCKER_URL });
  run(`${COMPOSE} down`);
  return status;
}

const given = process.env['SQLSERVER_TEST_URL'];
process.exitCode = given ? await onGivenServer(given) : inDocker();

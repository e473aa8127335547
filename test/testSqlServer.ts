/** `npm run test:sqlserver`: the conformance suite against a real SQL Server in Docker, for whoever has Docker. */
import { spawnSync } from 'node:child_process';

const COMPOSE = 'docker compose -f test/compose.yaml';
const URL =
  'Server=127.0.0.1,14333;Database=master;User Id=sa;Password=Conformance-2022;Encrypt=true;TrustServerCertificate=true';

function run(command: string, env: NodeJS.ProcessEnv = process.env): number {
  return spawnSync(command, { stdio: 'inherit', shell: true, env }).status ?? 1;
}

if (run('docker info --format "Docker {{.ServerVersion}}"') !== 0) {
  console.error(
    'No Docker engine answers, so nothing ran. With another SQL Server: SQLSERVER_TEST_URL="<connection string>" npx vitest run test/integration/standins/sqlserver',
  );
  process.exit(1);
}
let status = run(`${COMPOSE} up --wait`);
if (status === 0) {
  status = run('npx vitest run test/integration/standins/sqlserver', {
    ...process.env,
    SQLSERVER_TEST_URL: URL,
  });
}
run(`${COMPOSE} down`);
process.exitCode = status;

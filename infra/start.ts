/** `npm start`: builds, then runs the app in Azure Functions Core Tools where they are installed. */
import { spawnSync } from 'node:child_process';
import './build.ts';

const isInstalled = spawnSync('func --version', { stdio: 'ignore', shell: true }).status === 0;
if (isInstalled) {
  process.exitCode = spawnSync('func start', { stdio: 'inherit', shell: true }).status ?? 1;
} else {
  console.error(
    'Azure Functions Core Tools (`func`) are not installed: https://learn.microsoft.com/azure/azure-functions/functions-run-local says how to get them. `npm run demo` runs everything without them.',
  );
  process.exitCode = 1;
}

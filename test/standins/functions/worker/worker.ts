/**
 * The worker process: `node worker.ts --app <folder>`, started by the host with an IPC channel and with the app's
 * settings as its whole environment. It runs the app; every listener lives in the host.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// What was compiled once starts in two thirds of the time: the worker, whose modules are therefore loaded after this, and
// the app. The folder goes with the next `npm ci`.
enableCompileCache(fileURLToPath(new URL('../../../../node_modules/.cache/node', import.meta.url)));
const { runWorker } = await import('./runWorker.ts');
await runWorker();

/**
 * Entry of the Azurite child process. Its flags are Azurite's own.
 *
 * Standard input is a lifeline: the parent holds the other end and never writes. It closes when the parent ends,
 * also by SIGKILL, so no Azurite outlives the test run that started it.
 */
import { createRequire } from 'node:module';
import { Socket } from 'node:net';

const lifeline = process.stdin.once('close', () => process.exit(0)).resume();
// Watching it is no reason to stay: after SIGTERM the process ends by itself once its servers are closed.
if (lifeline instanceof Socket) lifeline.unref();

createRequire(import.meta.url)('azurite/dist/src/azurite.js');

import { stop } from 'esbuild';
import { buildLibrary } from '../../infra/buildLibrary.ts';

/** Vitest's global set-up: integration tests run the app as it deploys, and the command as it is installed. */
export async function setup(): Promise<void> {
  await import('../../infra/build.ts');
  await buildLibrary({ types: false });
  // It would stay for the whole run, with a third of a gigabyte.
  await stop();
}

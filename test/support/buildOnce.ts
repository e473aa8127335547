import { stop } from 'esbuild';

/** Vitest's global set-up: integration tests run the app as it deploys. */
export async function setup(): Promise<void> {
  await import('../../infra/build.ts');
  // It would stay for the whole run, with a third of a gigabyte.
  await stop();
}

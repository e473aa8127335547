/** Vitest's global set-up: integration tests run the app as it deploys. */
export async function setup(): Promise<void> {
  await import('../../infra/build.ts');
}

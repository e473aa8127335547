import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../../standins/functions/startFunctionsHost.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** The built app with no neighbours: it serves the page, whose answers a test invents. */
export function usePageHost(): () => FunctionsHost {
  let host: FunctionsHost | undefined;
  beforeAll(async () => {
    host = await startFunctionsHost({ appDir: dist, env: { AzureWebJobsStorage: ownAccount() } });
  });
  afterAll(() => host?.close());
  return () => {
    if (!host) throw new Error('The host has not started.');
    return host;
  };
}

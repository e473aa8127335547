import type { TestProject } from 'vitest/node';
import { type AzuriteAddress, startAzurite } from '../standins/storage/startAzurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly azurite: AzuriteAddress;
  }
}

/** Vitest's global set-up: one Azurite for the whole run, in which each system has an account (see `ownAccount`). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { queuePort, tablePort, close } = await startAzurite();
  project.provide('azurite', { queuePort, tablePort });
  return close;
}

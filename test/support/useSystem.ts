import { afterAll, beforeAll } from 'vitest';
import { ownAccount } from './ownAccount.ts';
import { type System, type SystemOptions, startSystem } from './startSystem.ts';

/** Starts a system before the tests of a file (or of a `describe`) and closes it afterwards; by default it has an account of the run's Azurite. */
export function useSystem(options: SystemOptions = {}): () => System {
  let system: System | undefined;
  beforeAll(async () => {
    system = await startSystem({ storage: ownAccount(), ...options });
  });
  afterAll(() => system?.close());
  return () => {
    if (!system) throw new Error('The system has not started.');
    return system;
  };
}

/** The contacts of HubSpot by the associate's number; fails when a number has two. */
export function contactsByNumber(system: System): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const byNumber = new Map<string, Readonly<Record<string, string>>>();
  for (const { properties } of system.hubspot.contacts()) {
    const number = properties['numero_asociado'] ?? '';
    if (byNumber.has(number)) throw new Error(`Two contacts have the number ${number}.`);
    byNumber.set(number, properties);
  }
  return byNumber;
}

import { StopAndAlert } from '../../errors.ts';
import type { Circuit } from '../ports/circuit.ts';

/** Runs work that calls HubSpot; a refusal that would meet every other call too stops all instances. */
export async function openOnRefusal<T>(circuit: Circuit, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StopAndAlert && error.stopsEverything) await circuit.openIfConfirmed();
    throw error;
  }
}

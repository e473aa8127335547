import type { Circuit } from '../../shared/sync/ports/circuit.ts';

/** A circuit that nothing has opened. */
export const openPassage: Circuit = {
  pass: async () => undefined,
  openIfConfirmed: async () => undefined,
  read: async () => undefined,
};

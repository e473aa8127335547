import type { Circuit } from '../../shared/sync/hubspotPorts.ts';

/** A circuit that nothing has opened. */
export const openPassage: Circuit = {
  pass: async () => undefined,
  open: async () => undefined,
  read: async () => undefined,
};

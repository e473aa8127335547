import type { System } from './startSystem.ts';

/** Something that the sync needs goes away, and comes back. */
export interface Outage {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** Every neighbour's, with the code under which the sync names it. */
export const OUTAGES: readonly {
  readonly neighbour: string;
  readonly code: string;
  readonly outageOf: (system: System) => Outage;
}[] = [
  {
    neighbour: 'SQL Server',
    code: 'SQL_UNREACHABLE',
    outageOf: ({ sqlServer: { faults } }) => ({
      async begin() {
        faults.closeEveryConnection(1);
        faults.dropConnection(/./s, { times: Number.POSITIVE_INFINITY });
      },
      end: async () => faults.reset(),
    }),
  },
  {
    neighbour: 'HubSpot',
    code: 'HUBSPOT_UNAVAILABLE',
    outageOf: ({ hubspot: { faults } }) => ({
      async begin() {
        faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 503 } });
      },
      end: async () => faults.clear(),
    }),
  },
  {
    neighbour: 'Storage',
    code: 'STORAGE_UNREACHABLE',
    outageOf: ({ storage }) => ({ begin: () => storage.stop(), end: () => storage.start() }),
  },
];

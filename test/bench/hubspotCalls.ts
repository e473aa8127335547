import { type AssociateRow, inventAssociate, numberOf } from '../support/associates.ts';
import { enableExactFeeds } from '../support/enableExactFeeds.ts';
import { type System, startSystem } from '../support/startSystem.ts';
import type { Figure } from './figure.ts';
import { buildApp, NO_LIMIT } from './hubspotWorld.ts';

const RECORDS = 1_000;
const STAMP = '2026-01-05T00:00:00.000';

/** A thousand records, what happens to them before they are detected, and how many of them then end how. */
interface Scenario {
  readonly name: string;
  readonly limit?: string;
  readonly prepare: (system: System, first: number) => Promise<void>;
  readonly outcomes: Readonly<Record<string, number>>;
  /** The next scenario goes on with the same records. */
  readonly keepsRecords?: true;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'all new',
    limit: '10',
    prepare: ({ members }, first) => members.insert(rowsFrom(first)),
    outcomes: { created: RECORDS },
    keepsRecords: true,
  },
  {
    name: 'all changed',
    limit: '10',
    prepare: ({ members }, first) => members.update(keysFrom(first), { distrito: 'Cañas' }),
    outcomes: { updated: RECORDS },
    keepsRecords: true,
  },
  {
    name: 'unchanged',
    limit: '0',
    // Stamped anew, and detected therefore, but with the same values.
    prepare: ({ members }, first) => members.update(keysFrom(first), { distrito: 'Cañas' }),
    outcomes: { unchanged: RECORDS },
  },
  {
    name: 'half new',
    limit: '10',
    async prepare(system, first) {
      const isKnown = (_: unknown, at: number) => at % 2 === 0;
      await system.members.insert(rowsFrom(first).filter(isKnown));
      await system.tick();
      await system.members.update(keysFrom(first).filter(isKnown), { distrito: 'Cañas' });
      await system.members.insert(rowsFrom(first).filter((row, at) => !isKnown(row, at)));
    },
    outcomes: { created: RECORDS / 2, updated: RECORDS / 2 },
  },
  {
    name: '1 % refused',
    limit: '20',
    prepare: withBadEmails(blockEmail),
    outcomes: { created: 990, rejected: 10 },
  },
  {
    name: '1 % taken emails',
    limit: '20',
    prepare: withBadEmails(giveToStranger),
    outcomes: { created: 990, conflict: 10 },
  },
  {
    name: '1 % refused, calls whole',
    limit: '20',
    prepare: inWholeCalls(withBadEmails(blockEmail)),
    outcomes: { created: 990, rejected: 10 },
  },
  {
    // HubSpot then says neither whose row it is nor which value: nothing but splitting is left.
    name: '1 % taken emails, calls whole',
    prepare: inWholeCalls(withBadEmails(giveToStranger)),
    outcomes: { created: 990, conflict: 10 },
  },
];

/** Calls of contacts per 1,000 records by what is known of them and what is wrong with them; the whole system runs. */
export async function benchCalls(tell: (line: string) => void): Promise<readonly Figure[]> {
  await buildApp();
  const system = await startSystem({
    seed: enableExactFeeds,
    hubspot: { rateLimit: NO_LIMIT },
    settings: { HUBSPOT_RATE_LIMIT: '1000' },
  });
  try {
    const figures: Figure[] = [];
    let first = 1;
    for (const scenario of SCENARIOS) {
      tell(`${scenario.name} …`);
      figures.push(await measure(system, scenario, first));
      if (!scenario.keepsRecords) first += RECORDS;
    }
    const listings = system.hubspot.calls()['listProperties'] ?? 0;
    return [...figures, { name: 'listings of properties beside these', value: listings, unit: 'calls' }];
  } finally {
    await system.close();
  }
}

async function measure(system: System, scenario: Scenario, first: number): Promise<Figure> {
  const { name, limit, prepare, outcomes: expected } = scenario;
  await prepare(system, first);
  const before = callsOfContacts(system);
  await system.tick();
  const value = callsOfContacts(system) - before;
  const ended = [...(await system.ledger.read(keysFrom(first))).values()];
  for (const [outcome, count] of Object.entries(expected)) {
    const found = ended.filter((entry) => entry.outcome === outcome).length;
    if (found !== count) throw new Error(`${name}: ${found} ${outcome}, not ${count}.`);
  }
  const said = limit === undefined ? '' : ` (≤ ${limit})`;
  return { name: `calls per 1,000: ${name}${said}`, value, unit: 'calls' };
}

function callsOfContacts({ hubspot }: System): number {
  return hubspot.journal().filter(({ path }) => !path.includes('/properties/')).length;
}

function rowsFrom(first: number): readonly AssociateRow[] {
  return Array.from({ length: RECORDS }, (_, at) => inventAssociate(first + at, STAMP));
}

function keysFrom(first: number): readonly string[] {
  return Array.from({ length: RECORDS }, (_, at) => numberOf(first + at));
}

/** One email of each batch, somewhere in it, is spoilt in HubSpot before its row comes. */
function withBadEmails(spoil: (system: System, email: string) => void): Scenario['prepare'] {
  return async (system, first) => {
    const rows = rowsFrom(first);
    for (let batch = 0; batch < RECORDS / 100; batch++)
      spoil(system, rows[batch * 100 + ((batch * 37) % 100)]?.['email'] ?? '');
    await system.members.insert(rows);
  };
}

/** Addresses of people who asked to be forgotten are refused for ever. */
function blockEmail({ hubspot }: System, email: string): void {
  hubspot.gdprDelete(hubspot.seedContact({ email }));
}

function giveToStranger({ hubspot }: System, email: string): void {
  hubspot.seedContact({ email, no__de_cedula: '199999999' });
}

/** In a HubSpot for which trace ids are without effect. */
function inWholeCalls(prepare: Scenario['prepare']): Scenario['prepare'] {
  return (system, first) => {
    system.hubspot.set({ perRecordVerdicts: false });
    return prepare(system, first);
  };
}

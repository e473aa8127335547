import { afterAll, beforeAll, beforeEach } from 'vitest';
import { mapRow } from '../../shared/contacts/mapRow.ts';
import { createHubSpotClient } from '../../shared/hubspot/client.ts';
import { type ContactApiOptions, createContactApi } from '../../shared/hubspot/contactApi.ts';
import type { ContactToWrite, WriteVerdict } from '../../shared/sync/ports/contactApi.ts';
import {
  type HubSpotStandin,
  type HubSpotStandinOptions,
  startHubSpotStandin,
} from '../standins/hubspot/startHubSpotStandin.ts';
import { type AssociateRow, inventAssociate } from './associates.ts';
import { type MappingChange, portalProperties, testMapping } from './mappingFile.ts';

/** The contact API over HTTP to a HubSpot that starts each test anew. */
export interface ContactApiUnderTest {
  readonly hubspot: HubSpotStandin;
  api(options?: Partial<ContactApiOptions>): ReturnType<typeof createContactApi>;
  /** A row as it would be sent. */
  toContact(row: AssociateRow, hubspotId?: string, lookUp?: boolean): ContactToWrite;
  /** Sends rows that the ledger does not know, and answers their verdicts by number. `lookUp`: as in a portal not adopted yet. */
  write(
    rows: readonly AssociateRow[],
    options?: Partial<ContactApiOptions> & { readonly lookUp?: boolean },
  ): Promise<ReadonlyMap<string, WriteVerdict>>;
}

/** `mapping`: changes to the mapping file that ships. */
export function useContactApi(
  options: { readonly mapping?: readonly MappingChange[]; readonly hubspot?: HubSpotStandinOptions } = {},
): () => ContactApiUnderTest {
  const mapping = testMapping(options.mapping);
  const properties = options.hubspot?.properties ?? portalProperties(mapping);
  const unique = properties.filter(({ hasUniqueValue }) => hasUniqueValue).map(({ name }) => name);
  let hubspot: HubSpotStandin | undefined;
  beforeAll(async () => {
    hubspot = await startHubSpotStandin({
      rateLimit: 10_000,
      ...options.hubspot,
      properties,
    });
  });
  beforeEach(() => hubspot?.reset());
  afterAll(() => hubspot?.close());
  return () => {
    if (!hubspot) throw new Error('HubSpot has not started.');
    const { baseUrl, token } = hubspot;
    const client = createHubSpotClient({
      baseUrl,
      accessToken: token,
      apiVersion: '2026-09',
      timeoutMs: 2_000,
    });
    const api = (change: Partial<ContactApiOptions> = {}) =>
      createContactApi(client, {
        mapping,
        operation: 'upsert',
        compare: 'ledger',
        backoff: { tries: 3, baseMs: 5, maxWaitMs: 5_000 },
        identifying: async () => new Set(['email', ...unique]),
        ...change,
      });
    const toContact = (row: AssociateRow, hubspotId?: string, lookUp = false): ContactToWrite => ({
      key: row['numero_asociado'] ?? '',
      properties: mapRow(row, mapping).properties,
      hubspotId,
      lookUp,
      changedAt: row['lastmodifieddate'] ?? undefined,
    });
    return {
      hubspot,
      api,
      toContact,
      write: async (rows, { lookUp, ...change } = {}) => {
        const contacts = rows.map((row) => toContact(row, undefined, lookUp));
        return (await api(change).write(contacts)).verdicts;
      },
    };
  };
}

/** The n-th invented associate with some columns changed. */
export function associate(index: number, change: AssociateRow = {}): AssociateRow {
  return { ...inventAssociate(index, '2026-01-05T00:00:00.000'), ...change };
}

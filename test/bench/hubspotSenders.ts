import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import { mapRow } from '../../shared/contacts/mapRow.ts';
import { createHubSpotClient } from '../../shared/hubspot/client.ts';
import { createContactApi } from '../../shared/hubspot/contactApi.ts';
import type { LedgerEntry } from '../../shared/outcomes/recordOutcome.ts';
import { type UpsertBatchParts, upsertBatch } from '../../shared/sync/batch/upsertBatch.ts';
import type { BatchMessage } from '../../shared/sync/ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { RowReader } from '../../shared/sync/ports/rowReader.ts';
import { testMapping } from '../support/mappingFile.ts';
import { nobodyIsRemoved } from '../support/nobodyIsRemoved.ts';
import { noTelemetry } from '../support/noTelemetry.ts';
import { openPassage } from '../support/openPassage.ts';
import { rulesOf } from '../support/rulesOf.ts';
import { inventedRow } from './hubspotRows.ts';

const PER_BATCH = 100;
/** Enough for a round to be as fast as it gets: at its start and end the places in flight wait for each other. */
export const BATCHES = 100;
export const CONTACTS = BATCHES * PER_BATCH;

const mapping = testMapping();
const { keyProperty } = mapping.hubspot;
/** Before a client puts its deadline under it: the bare loop has none. */
const bareFetch = globalThis.fetch;

/** Sends one batch. */
export type Send = (batch: number) => Promise<unknown>;

/**
 * By the use case, with all its parts but storage, whose costs are not HubSpot's; what stands in its place answers in a later
 * turn of the event loop, as storage does. However many batches are at work, as many requests are on their way as the bare
 * loop has.
 */
export function useCase(baseUrl: string, accessToken: string, inFlight: number): Send {
  const client = createHubSpotClient({ baseUrl, accessToken, apiVersion: '2026-09', timeoutMs: 30_000 });
  globalThis.fetch = limitedFetch(globalThis.fetch, inFlight);
  const parts: UpsertBatchParts = {
    rows: readerOf(CONTACTS),
    contacts: createContactApi(client, {
      mapping,
      operation: 'upsert',
      compare: 'ledger',
    }),
    ledger: ledgerInMemory(),
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Nobody asks for the account.')),
    },
    circuit: openPassage,
    ...nobodyIsRemoved,
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    isAdopted: async () => true,
    clock: { now: () => Date.now() },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  const messages = Array.from({ length: BATCHES }, (_, batch) => messageOf(batch));
  return async (batch) => {
    const { counts } = await upsertBatch(messages[batch] ?? messageOf(batch), parts);
    if ((counts.created ?? 0) + (counts.updated ?? 0) !== PER_BATCH) throw new Error('A batch went wrong.');
  };
}

/**
 * A `fetch` with at most `places` requests on their way, from the call to the last byte of the answer; the others wait for
 * their turn.
 */
function limitedFetch(under: typeof fetch, places: number): typeof fetch {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return async (input, init) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const response = await under(input, init);
    return Object.assign(response, {
      text: async () => {
        const text = await Response.prototype.text.call(response);
        leave();
        return text;
      },
    });
  };
}

/** By a loop that has the same bodies ready: what is left is to send them and to take the answers. */
export function bareLoop(baseUrl: string, token: string): Send {
  const bodies = Array.from({ length: BATCHES }, (_, batch) => {
    const inputs = indexesOf(batch).map((index) => {
      const { key, values } = inventedRow(index);
      const { properties } = mapRow(values, mapping);
      return { id: key, idProperty: keyProperty, properties, objectWriteTraceId: randomUUID() };
    });
    return JSON.stringify({ inputs });
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (batch) => {
    const request = { method: 'POST', headers, body: bodies[batch] ?? '' };
    const response = await bareFetch(`${baseUrl}/crm/objects/2026-09/contacts/batch/upsert`, request);
    await response.text();
    if (!response.ok) throw new Error(`HubSpot answered ${response.status}.`);
  };
}

/** Past the fingerprint, so that every round sends everything. */
function messageOf(batch: number): BatchMessage {
  const changes = indexesOf(batch).map((index) => ({ key: inventedRow(index).key, version: '' }));
  const runId = 'bench';
  return { runId, batchId: `${runId}-${batch}`, attempt: 1, force: true, lane: 'bulk', changes };
}

function indexesOf(batch: number): readonly number[] {
  return Array.from({ length: PER_BATCH }, (_, at) => batch * PER_BATCH + at + 1);
}

/** Rows that are there before anything is measured. */
function readerOf(count: number): RowReader {
  const rows = new Map(
    Array.from({ length: count }, (_, at) => inventedRow(at + 1)).map((row) => [row.key, row]),
  );
  return {
    read: async (keys) => {
      await setImmediate();
      return new Map(
        keys.flatMap((key) => {
          const row = rows.get(key);
          return row ? [[key, row] as const] : [];
        }),
      );
    },
  };
}

function ledgerInMemory(): OutcomeLedger & LedgerErasure {
  const entries = new Map<string, LedgerEntry>();
  return {
    read: async (keys) => {
      await setImmediate();
      return new Map(
        keys.flatMap((key) => {
          const entry = entries.get(key);
          return entry ? [[key, entry] as const] : [];
        }),
      );
    },
    async commit(outcomes) {
      await setImmediate();
      for (const outcome of outcomes) entries.set(outcome.key, { ...outcome, etag: '' });
      return true;
    },
    remove: async ({ key }) => entries.delete(key),
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { createHubSpotClient } from '../../shared/hubspot/client.ts';
import { createContactApi } from '../../shared/hubspot/contactApi.ts';
import { parseBatchMessage } from '../../shared/state/batchQueue.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { OUTCOMES_TABLE, STATE_TABLE, type StorageClients } from '../../shared/state/storageClients.ts';
import { upsertBatch } from '../../shared/sync/batch/upsertBatch.ts';
import type { BatchMessage } from '../../shared/sync/ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { EndpointKind } from '../../shared/sync/ports/rateStore.ts';
import type { RowReader } from '../../shared/sync/ports/rowReader.ts';
import type { RunAccount } from '../../shared/sync/ports/runAccount.ts';
import { putBackOnFailure } from '../../shared/sync/queue/putBack.ts';
import type { HubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import type { AssociateRow } from './associates.ts';
import { createImpatientQueue, type Delivery } from './impatientQueue.ts';
import { readerOf } from './inMemory.ts';
import { nobodyIsRemoved } from './nobodyIsRemoved.ts';
import { noTelemetry } from './noTelemetry.ts';
import { openPassage } from './openPassage.ts';
import { rulesOf } from './rulesOf.ts';
import { keyOf } from './troubledCooperative.ts';
import { watchLedger } from './watchLedger.ts';

/** HubSpot's limit. */
const SEARCHES_PER_SECOND = 5;
/** On the queue's clock; by then, `hasCalmedDown` says, no call is under way that nobody waits for. */
const QUIET_MS = 60_000;

export interface BatchRunOptions {
  readonly hubspot: HubSpotStandin;
  /** Of an account that nobody else uses. */
  readonly storage: StorageClients;
  readonly mapping: Mapping;
  readonly timeoutMs: number;
  readonly seed: number;
  /** Resolves when HubSpot is at work on no call that was given up. */
  readonly hasCalmedDown: () => Promise<void>;
}

export interface BatchRun {
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly accounts: RunAccount;
  /** See `WatchedLedger`. */
  readonly falseReports: readonly string[];
  /** The rows as they are now. */
  readonly rows: ReadonlyMap<string, AssociateRow>;
  /** Changes rows and puts their numbers on the queue, in batches of `size`, as a run would that detected them. */
  detect(runId: string, changed: readonly AssociateRow[], size: number): Promise<void>;
  /** Works until the queue is empty; see `ImpatientQueue.workOff`. */
  settle(mostDeliveries: number, meanwhile?: () => Promise<void>): Promise<void>;
}

/**
 * The use case with its real parts, but for the queue, which waits for nobody, and the rows, which are in memory. HubSpot
 * was adopted before, so that only rows in conflict are looked up.
 */
export function startBatchRun(options: BatchRunOptions): BatchRun {
  const { hubspot, storage, mapping, seed, hasCalmedDown } = options;
  const rows = new Map<string, AssociateRow>();
  const moving = new Set<string>();
  const queue = createImpatientQueue(seed, hasCalmedDown);
  const accounts = createRunAccount(storage.table(STATE_TABLE));
  const rowOf = (key: string) => (moving.has(key) ? undefined : rows.get(key));
  const stored = createOutcomeLedger(storage.table(OUTCOMES_TABLE), keyFormsOf(mapping).ledger);
  const ledger = watchLedger(stored, hubspot, mapping, rowOf);
  const log = () => undefined;
  const upsert = createUpsert({ ...options, rows: readerOf(rows), ledger, accounts, log });
  const surroundings = { telemetry: noTelemetry, clock: { now: () => Date.now() } };
  const work = async ({ text, redelivered }: Delivery) => {
    const parsed = parseBatchMessage(JSON.parse(text));
    if (!parsed) throw new Error('A message on the queue is none of ours.');
    const message = { ...parsed, force: parsed.force || redelivered };
    await putBackOnFailure(message, { ...surroundings, queue, log, quietMs: QUIET_MS }, () =>
      upsert(message),
    );
  };
  return {
    ledger,
    accounts,
    falseReports: ledger.falseReports,
    rows,
    async detect(runId, changed, size) {
      for (const row of changed) {
        rows.set(keyOf(row), row);
        moving.add(keyOf(row));
      }
      const messages = cut(runId, changed.map(keyOf), size);
      await queue.put(messages);
      const batches = messages.map(({ batchId, changes }) => ({ batchId, size: changes.length }));
      await accounts.addDetected(runId, batches);
    },
    settle(mostDeliveries, meanwhile) {
      // Rows that change from here on may be in HubSpot in either state for a moment.
      moving.clear();
      return queue.workOff(work, mostDeliveries, meanwhile);
    },
  };
}

interface UpsertParts extends BatchRunOptions {
  readonly rows: RowReader;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly accounts: RunAccount;
  readonly log: () => void;
}

/** As `compose.ts` does it, with short pauses. */
function createUpsert(parts: UpsertParts): (message: BatchMessage) => ReturnType<typeof upsertBatch> {
  const { hubspot, mapping, timeoutMs } = parts;
  const client = createHubSpotClient(
    { baseUrl: hubspot.baseUrl, accessToken: hubspot.token, apiVersion: '2026-09', timeoutMs },
    { beforeRequest: paceSearches() },
  );
  const contactsBy = (compare: 'ledger' | 'values') =>
    createContactApi(client, {
      mapping,
      operation: 'upsert',
      compare,
      backoff: { tries: 3, baseMs: 5, maxWaitMs: 50 },
      identifying: async () => new Set(['email', mapping.hubspot.keyProperty]),
    });
  const [contacts, readingBack] = [contactsBy('ledger'), contactsBy('values')];
  const others = {
    circuit: openPassage,
    ...nobodyIsRemoved,
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    isAdopted: async () => true,
    clock: { now: () => Date.now() },
    telemetry: noTelemetry,
  };
  return (message) =>
    upsertBatch(message, { ...parts, ...others, contacts: message.lookAgain ? readingBack : contacts });
}

function cut(runId: string, keys: readonly string[], size: number): readonly BatchMessage[] {
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, index) => ({
    runId,
    batchId: `${runId}-${index + 1}`,
    attempt: 1,
    force: false,
    lane: 'incremental' as const,
    changes: keys.slice(index * size, (index + 1) * size).map((key) => ({ key, version: '' })),
  }));
}

/** Lets a search wait until it is one of five in a second; no other request waits. */
function paceSearches(): (kind: EndpointKind) => Promise<void> {
  const sent: number[] = [];
  let turn = Promise.resolve();
  return (kind) => {
    if (kind !== 'search') return Promise.resolve();
    turn = turn.then(async () => {
      const free = (sent.at(-SEARCHES_PER_SECOND) ?? 0) + 1_050;
      await sleep(Math.max(0, free - Date.now()));
      sent.push(Date.now());
    });
    return turn;
  };
}

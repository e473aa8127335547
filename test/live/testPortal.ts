import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HubSpotAnswer } from '../../shared/hubspot/client.ts';
import { refusalOf } from '../../shared/hubspot/refusals/refusal.ts';
import type { Account } from './account.ts';
import { resultsOf } from './check.ts';
import { removeOurs } from './cleanUp.ts';
import { GROUP, KEY, OTHER, PROPERTIES } from './properties.ts';
import { refuseAccountInUse } from './refuseAccountInUse.ts';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;

type Values = Readonly<Record<string, string | null>>;

export interface Input {
  readonly id: string;
  readonly idProperty?: string;
  readonly properties: Values;
  readonly objectWriteTraceId?: string;
}

export type TracedInput = Input & { readonly objectWriteTraceId: string };

/** The suite's corner of an account: properties and contacts of its own, which go when it closes. */
export interface TestPortal {
  readonly account: Account;
  /** Part of every key and address, so that two runs do not meet. */
  readonly runId: string;
  /** How long writes did not know the new properties. */
  readonly readyAfterMs: number;
  newKey(): string;
  newEmail(): string;
  upsert(inputs: readonly Input[]): Promise<HubSpotAnswer>;
  read(
    ids: readonly string[],
    idProperty: string | undefined,
    properties: readonly string[],
  ): Promise<HubSpotAnswer>;
  /** The values of the contact with this key; a missing one is ''. */
  valuesOf(key: string, properties: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** Makes a contact with a new key. */
  newContact(properties: Values): Promise<{ readonly key: string; readonly id: string }>;
  /** Archives what the suite made, and answers what could not be removed. */
  close(): Promise<readonly string[]>;
}

/** An input by key, with a trace id of its own. */
export function byKey(key: string, properties: Values): TracedInput {
  return {
    id: key,
    idProperty: KEY,
    properties: { [KEY]: key, ...properties },
    objectWriteTraceId: randomUUID(),
  };
}

/** An input by email, without a trace id. */
export function byEmail(email: string, properties: Values): Input {
  return { id: email, idProperty: 'email', properties };
}

/** The same input without its trace id. */
export function untraced({ objectWriteTraceId: _, ...input }: Input): Input {
  return input;
}

/** Prepares what several checks look at, once for each portal. */
export function once<T>(prepare: (portal: TestPortal) => Promise<T>): (portal: TestPortal) => Promise<T> {
  const prepared = new WeakMap<TestPortal, Promise<T>>();
  return (portal) => {
    const result = prepared.get(portal) ?? prepare(portal);
    prepared.set(portal, result);
    return result;
  };
}

/**
 * Makes the properties and waits until contacts can have them.
 *
 * @throws when the account looks like one in use, or does not allow it; what was made is removed then.
 */
export async function openTestPortal(account: Account): Promise<TestPortal> {
  await refuseAccountInUse(account);
  const runId = randomUUID().slice(0, 8);
  const keys = namesLike((number) => `hst-${runId}-${number}`);
  const emails = namesLike((number) => `hubspot.sync.test.${runId}.${number}@example.com`);
  const { upsert, read } = endpointsOf(account);
  const close = () => removeOurs(account, keys.all, emails.all);
  let readyAfterMs: number;
  try {
    await makeProperties(account);
    readyAfterMs = await untilReady(() => upsert([byKey(keys.next(), { [OTHER]: 'ready' })]));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    account,
    runId,
    readyAfterMs,
    newKey: keys.next,
    newEmail: emails.next,
    upsert,
    read,
    async valuesOf(key, properties) {
      const there = resultsOf(await read([key], KEY, properties))[0]?.properties ?? {};
      return Object.fromEntries(properties.map((name) => [name, there[name] ?? '']));
    },
    async newContact(properties) {
      const key = keys.next();
      const answer = await upsert([byKey(key, properties)]);
      const id = resultsOf(answer)[0]?.id;
      if (id === undefined) throw new Error(`No contact was made: ${answer.status}.`);
      return { key, id };
    },
    close,
  };
}

/** Names that are new each time, and all that there were: whatever has one is ours. */
function namesLike(nameOf: (number: number) => string): { readonly all: readonly string[]; next(): string } {
  const all: string[] = [];
  return {
    all,
    next() {
      const name = nameOf(all.length + 1);
      all.push(name);
      return name;
    },
  };
}

function endpointsOf(account: Account): Pick<TestPortal, 'upsert' | 'read'> {
  return {
    upsert: (inputs) => account.call('contacts', 'POST', '/batch/upsert', { inputs }),
    read: (ids, idProperty, properties) =>
      account.call('contacts', 'POST', '/batch/read', {
        inputs: ids.map((id) => ({ id })),
        ...(idProperty === undefined ? {} : { idProperty }),
        properties,
        propertiesWithHistory: [],
      }),
  };
}

/** What a run that did not end left over is used again. */
async function makeProperties(account: Account): Promise<void> {
  const make = async (rest: string, definition: object) => {
    const answer = await account.call('properties', 'POST', rest, definition);
    if (answer.status === 201 || answer.status === 409) return;
    const { category } = refusalOf(answer);
    throw new Error(
      `The account refused a test property (${answer.status} ${category}): check the token and its scope crm.schemas.contacts.write.`,
    );
  };
  await make('/groups', GROUP);
  for (const property of PROPERTIES) await make('', property);
}

/** Milliseconds until a write was accepted that names the new properties. */
async function untilReady(write: () => Promise<HubSpotAnswer>): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await write();
    if (resultsOf(answer).length > 0) return Math.round(performance.now() - startedAt);
    if (performance.now() - startedAt > READY_WITHIN_MS)
      throw new Error(`Writes do not know the new properties: ${answer.status}.`);
    await sleep(LOOK_EVERY_MS);
  }
}

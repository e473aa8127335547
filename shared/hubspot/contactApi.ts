import type { BackoffOptions } from '../backoff.ts';
import type { Mapping } from '../contacts/mapping.ts';
import { throwInDoubt } from '../errors.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type {
  ContactApi,
  ContactDrift,
  ContactRemover,
  ContactToWrite,
  DriftFinder,
  WriteAnswer,
  WriteVerdict,
  WriteWatch,
} from '../sync/ports/contactApi.ts';
import { backoffOf } from './backoffOf.ts';
import type { HubSpotClient } from './client.ts';
import { inParts } from './inParts.ts';
import { readRecords } from './readRecords.ts';
import { compareFirst } from './write/compareFirst.ts';
import { findDrift } from './write/findDrift.ts';
import { recognise } from './write/recognise.ts';
import { removeContacts } from './write/removeContacts.ts';
import { sendBatch } from './write/sendBatch.ts';
import { separateRivals } from './write/separateRivals.ts';
import { settleConflicts } from './write/settleConflicts.ts';
import { keyOf, knownProperties, type WriteContext } from './write/writeContext.ts';
import { writeRespelt } from './write/writeRespelt.ts';

export interface ContactApiOptions {
  readonly mapping: Mapping;
  readonly operation: WriteOperation;
  readonly compare: Mapping['sync']['compare'];
  /** As the mapping says, where absent. */
  readonly backoff?: BackoffOptions;
  /** The properties by which the portal finds contacts; email alone is certain, where absent. */
  readonly identifying?: () => Promise<ReadonlySet<string>>;
}

const ONLY_EMAIL = async () => new Set(['email']);

/** Contacts by the associate's number, which is the value of `hubspot.keyProperty` in HubSpot. */
export function createContactApi(
  client: HubSpotClient,
  options: ContactApiOptions,
): ContactApi & ContactRemover & DriftFinder {
  const { mapping, operation, compare, backoff = backoffOf(options.mapping) } = options;
  const { identifying = ONLY_EMAIL } = options;
  const known = knownProperties(mapping);
  const { batchSize } = mapping.sync;
  const work = async <Contact extends ContactToWrite>(
    contacts: readonly Contact[],
    step: (part: readonly Contact[], context: WriteContext) => Promise<ReadonlyMap<string, WriteVerdict>>,
    watch?: WriteWatch,
  ): Promise<WriteAnswer> => {
    const doubtful = new Set<string>();
    const onLostAnswer = (keys: readonly string[]) => {
      for (const key of keys) doubtful.add(key);
    };
    let hasWritten = false;
    const onAccepted = () => {
      hasWritten = true;
    };
    const rest = { client, mapping, operation, compare, known, identifying, backoff };
    const context = { ...rest, onLostAnswer, onAccepted, watch };
    const verdicts = new Map<string, WriteVerdict>();
    try {
      // A message may be of a time when batches were larger.
      for (const part of inParts(contacts, batchSize))
        for (const [key, verdict] of await step(part, context)) verdicts.set(key, verdict);
    } catch (error) {
      if (hasWritten || doubtful.size > 0) throwInDoubt(error);
      throw error;
    }
    return { verdicts, doubtful };
  };
  return {
    async write(contacts, watch) {
      const answer = await work(contacts, write, watch);
      // Another worker may have taken over the same contact at the same moment, and HubSpot knows no condition.
      const adopted = [...answer.verdicts].flatMap(([key, verdict]) =>
        verdict.kind === 'written' && verdict.as === 'adopted' ? [key] : [],
      );
      return { ...answer, doubtful: new Set([...answer.doubtful, ...adopted]) };
    },

    adopt: (contacts) => work(contacts, (part, context) => sendBatch(part, 'update', 'hubspotId', context)),

    remove: (contacts) =>
      work(contacts, async (part, context) =>
        operation === 'insert' ? leaveAlone(part) : removeContacts(part, context),
      ),

    async compare(contacts) {
      const drift = new Map<string, ContactDrift>();
      for (const part of inParts(contacts, batchSize))
        for (const [key, one] of await findDrift(part, { client, mapping, backoff })) drift.set(key, one);
      return drift;
    },
  };
}

/** Every contact ends with exactly one verdict: each step settles some and leaves the rest to the next. */
async function write(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const verdicts = new Map<string, WriteVerdict>(contacts.map(({ key }) => [key, { kind: 'unknown' }]));
  const settle = (settled: ReadonlyMap<string, WriteVerdict>) => {
    for (const [key, verdict] of settled) verdicts.set(key, verdict);
  };
  const rivals = separateRivals(contacts, context);
  settle(rivals.settled);
  const respelt = await writeRespelt(rivals.rest, adopt, context);
  settle(respelt.settled);
  const compared = await compareFirst(respelt.rest, context);
  settle(compared.settled);
  const recognised = await recognise(compared.rest, context);
  settle(recognised.settled);
  settle(await adopt(recognised.toAdopt, context));
  settle(await send(recognised.rest, context));

  const conflicts = new Map(
    recognised.rest.flatMap((contact) => {
      const verdict = verdicts.get(contact.key);
      return verdict?.kind === 'conflict' ? [[contact, verdict] as const] : [];
    }),
  );
  if (conflicts.size === 0) return verdicts;
  const afterwards = await settleConflicts(conflicts, context);
  settle(afterwards.settled);
  settle(await adopt(afterwards.toAdopt, context));
  settle(asUpdated(await adopt(afterwards.ours, context)));
  settle(await send(afterwards.toRepeat, context));
  return verdicts;
}

/** Contacts that were there before us: taken over, unless nothing that exists may be touched. */
async function adopt(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (context.operation === 'insert') return leaveAlone(contacts);
  return sendBatch(contacts, 'update', 'hubspotId', context);
}

/** A contact that carries the row's key is the row's own: there was nothing to take over. */
function asUpdated(verdicts: ReadonlyMap<string, WriteVerdict>): ReadonlyMap<string, WriteVerdict> {
  return new Map(
    [...verdicts].map(([key, verdict]) => [
      key,
      verdict.kind === 'written' ? { ...verdict, as: 'updated' } : verdict,
    ]),
  );
}

/** `insert` never touches a contact that exists, `update` never creates one. */
async function send(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (context.operation !== 'insert') return sendBatch(contacts, context.operation, 'key', context);
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.map((contact) => keyOf(contact, context));
  const { found } = await readRecords(keys, keyProperty, [keyProperty], context);
  const known = contacts.flatMap((contact) => {
    const hubspotId = found.get(keyOf(contact, context))?.id;
    return hubspotId === undefined ? [] : [{ ...contact, hubspotId }];
  });
  const isKnown = new Set(known.map(({ key }) => key));
  const created = await sendBatch(
    contacts.filter(({ key }) => !isKnown.has(key)),
    'create',
    'key',
    context,
  );
  return new Map([...known.map((contact) => [contact.key, existsAlready(contact)] as const), ...created]);
}

function leaveAlone(contacts: readonly ContactToWrite[]): ReadonlyMap<string, WriteVerdict> {
  return new Map(contacts.map((contact) => [contact.key, existsAlready(contact)]));
}

function existsAlready({ hubspotId }: ContactToWrite): WriteVerdict {
  return { kind: 'left', code: 'ALREADY_IN_HUBSPOT', hubspotId };
}

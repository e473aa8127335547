import { z } from 'zod';
import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { OUTCOMES, type OutcomeName } from '../../../shared/outcomes/outcome.ts';
import { isAbsent, isInHubSpot } from '../../../shared/outcomes/outcomeKinds.ts';
import { OUTCOMES_TABLE } from '../../../shared/state/storageClients.ts';
import type { Contact } from '../../standins/hubspot/contacts/contact.ts';
import type { Row } from '../services/sqlServer.ts';
import type { World } from '../world/world.ts';
import { checkAccounts } from './checkAccounts.ts';
import { checkReviews } from './checkReviews.ts';
import { findDoubles } from './findDoubles.ts';
import { isInPortal } from './isInPortal.ts';
import { isRealConflict } from './isRealConflict.ts';

export type Moment = 'before reconciliation' | 'after reconciliation';

/** What the ledger says of an associate. */
export interface Entry {
  readonly key: string;
  readonly outcome: OutcomeName;
  readonly code: string;
  readonly rivalKey?: string | undefined;
}
const entrySchema = z.object({
  key: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  rivalKey: z.string().optional(),
});

/** Holds the promises against the world at rest. */
export async function checkWorld(world: World, moment: Moment): Promise<void> {
  const entries = new Map(
    [...world.table(OUTCOMES_TABLE).all()].map((entity) => {
      const entry = entrySchema.parse(entity);
      return [world.formOf(entry.key), entry];
    }),
  );
  const numbers = Map.groupBy(world.scenario.people.keys(), (person) => world.numberOf(person));
  for (const [number, people] of numbers) {
    const rows = people.flatMap((person) => world.rowOf(person) ?? []);
    const [row] = rows;
    const entry = entries.get(number);
    if (!row) checkDeleted(number, entry, moment, world);
    else if (rows.length === 1) checkPerson(row, entry, moment, world);
    else checkShared(rows, entry, moment, world);
  }
  for (const text of findDoubles(world, entries)) world.violate('duplicated', `${text} (${moment})`);
  checkAccounts(world, entries, moment);
  checkReviews(world, moment);
}

/** Of two people with one number nobody knows whose the contact is: a conflict that names both rows. */
function checkShared(rows: readonly Row[], entry: Entry | undefined, moment: Moment, world: World): void {
  if (entry?.outcome === 'failed' && moment === 'before reconciliation') return;
  const keys = rows.map(({ key }) => key).sort();
  const named = [entry?.key, entry?.rivalKey].sort();
  const said = entry ? `${entry.outcome} ${entry.code} ${named.join(' and ')}` : 'no outcome';
  if (entry?.code !== 'KEY_SHARED' || keys.join() !== named.join())
    world.violate('duplicated', `${keys.join(' and ')} are two people: ${said} (${moment})`);
}

function checkPerson(row: Row, entry: Entry | undefined, moment: Moment, world: World): void {
  const { key } = row;
  const said = entry ? `${entry.outcome} ${entry.code}` : 'no outcome';
  const lost = (text: string) => world.violate('lost', `${key} ${text}: ${said} (${moment})`);
  // Poison is a named outcome; the reconciliation sends it again.
  if (entry?.outcome === 'failed' && moment === 'before reconciliation') return;
  const { properties, rejected } = mapRow(row.values, world.mapping);
  if (rejected) {
    // An adoption may have found that she is two contacts; that comes first until the next reconciliation.
    const isNamed =
      entry?.outcome === 'rejected' || (entry?.outcome === 'conflict' && moment === 'before reconciliation');
    if (!isNamed) lost('is not valid');
    return;
  }
  if (entry?.outcome === 'conflict') {
    if (moment === 'after reconciliation' && !isRealConflict(key, properties, world))
      world.violate('falseConflict', `${key} contends with nobody: ${said} (${moment})`);
    return;
  }
  if (entry && isAbsent(entry) && world.scenario.operation === 'update') {
    if (moment === 'after reconciliation' && isInPortal(key, properties, world)) lost('is in HubSpot by now');
    return;
  }
  const { keyProperty } = world.mapping.hubspot;
  const contact = world.portal.contacts.owner(keyProperty, properties[keyProperty] ?? '');
  if (!entry || !isInHubSpot(entry)) lost('is valid');
  else if (!contact) lost('is not in HubSpot');
  else checkValues(contact, properties, said, moment, world);
}

function checkValues(
  contact: Contact,
  properties: ContactProperties,
  said: string,
  moment: Moment,
  world: World,
): void {
  const key = contact.properties[world.mapping.hubspot.keyProperty];
  const wrong = Object.entries(properties).filter(([name, value]) => !holds(contact, name, value));
  for (const [name, value] of wrong)
    world.violate(
      'stale',
      `${key}: HubSpot has ${name} ${contact.properties[name] ?? ''}, SQL Server ${value}: ${said} (${moment})`,
    );
}

/** Feeds by stamp and rowversion see no deletes, and none sees what was before it began; the reconciliation does. */
function checkDeleted(key: string, entry: Entry | undefined, moment: Moment, world: World): void {
  const spellings = [...world.sql.tracked.values()].filter((one) => world.formOf(one.key) === key);
  const isTracked = spellings.some(({ version }) => version > (world.trackedFrom ?? 0n));
  const isSeen = moment === 'after reconciliation' || (world.scenario.feed === 'changeTracking' && isTracked);
  // A poisoned batch has an outcome of its own until then.
  const isNamed =
    !entry ||
    entry.outcome === 'deleted' ||
    (moment === 'before reconciliation' && entry.outcome === 'failed');
  if (isSeen && !isNamed)
    world.violate('lost', `${key} is deleted, and its outcome is ${entry.outcome} (${moment})`);
  if (isSeen && entry?.outcome === 'deleted' && entry.code !== 'DELETE_HELD')
    checkRemoved(key, moment, world);
}

/** By policy, the contact of a deleted row is marked or gone. */
function checkRemoved(key: string, moment: Moment, world: World): void {
  const { sync, hubspot } = world.mapping;
  const contact = [...world.portal.contacts.all()].find(
    ({ properties }) => world.formOf(properties[hubspot.keyProperty] ?? '') === key,
  );
  const isMarked = sync.deletes === 'mark' && contact?.properties[hubspot.deletedProperty] === 'true';
  if (contact && sync.deletes !== 'ignore' && !isMarked)
    world.violate('stale', `${key} is deleted, and not by sync.deletes: ${sync.deletes} (${moment})`);
}

/** A secondary email is the contact's own like the primary one. */
function holds(contact: Contact, name: string, value: ContactProperties[string]): boolean {
  if ((contact.properties[name] ?? '') === value) return true;
  return name === 'email' && contact.additionalEmails.includes(value ?? '');
}

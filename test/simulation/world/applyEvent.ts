import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { absorbContact } from '../../standins/hubspot/contacts/absorbContact.ts';
import type { Contact } from '../../standins/hubspot/contacts/contact.ts';
import { seedContact } from '../../standins/hubspot/contacts/seedContact.ts';
import { isInPortal } from '../checks/isInPortal.ts';
import { compared, type RowChange } from '../services/sqlServer.ts';
import { changed, contactsBefore, firstValues, spell, strangerEmail } from './people.ts';
import type { ByHand, Happening, PersonChange } from './scenario.ts';
import type { World } from './world.ts';

/** Lets happen what happens outside the app. What no longer can happen does not. */
export function applyEvent(event: Happening, world: World): void {
  const { contacts } = world.portal;
  switch (event.kind) {
    case 'transaction':
      writeRows(
        event.changes.map((change) => toRowChange(change, world)),
        event,
        world,
      );
      break;
    case 'echo':
      echo(event.person, event.holdMs, world);
      break;
    case 'mergeStranger':
      merge(
        contacts.owner(world.mapping.hubspot.keyProperty, world.numberOf(event.person)),
        contacts.owner('email', strangerEmail(event.stranger)),
        world,
      );
      break;
    case 'mergeDoubles': {
      const [one, other] = (world.contactsBefore.get(event.person) ?? []).map((id) => contacts.follow(id));
      merge(one, other, world);
      break;
    }
    case 'makeContact':
      makeContact(event.person, event.by, world);
      break;
    case 'phase':
      world.trace('outside', `${event.service} is ${event.how} for ${Math.round(event.forMs / 1000)} s`);
      world.begin(event);
  }
}

function toRowChange({ isGone, spelling, ...change }: PersonChange, world: World): RowChange {
  const { person } = change;
  const row = world.rowOf(person);
  const before = row?.values ?? firstValues(person, world.scenario.people[person]);
  const was = before['numero_asociado'] ?? '';
  const isRespelt = row !== undefined && spelling !== undefined && !isGone;
  const key = isRespelt ? spell(world.numberOf(person), spelling) : was;
  const values = isGone ? undefined : { ...changed(before, change, person), numero_asociado: key };
  return { key, values, ...(key === was ? {} : { was }) };
}

/** Of a row that is locked nothing changes, and no key becomes one that another row has. */
function isPossible({ key, was }: RowChange, { sql }: World): boolean {
  if (sql.isLocked(key) || (was !== undefined && sql.isLocked(was))) return false;
  return was === undefined || compared(key) === compared(was) || !sql.rows.has(compared(key));
}

function writeRows(
  changes: readonly RowChange[],
  { holdMs, stampShiftMs }: { readonly holdMs: number; readonly stampShiftMs: number },
  world: World,
): void {
  const free = changes.filter((change) => isPossible(change, world));
  if (free.length === 0) return;
  const said = free.map(({ key, was, values }) => {
    const name = was === undefined ? key : `${was} → ${key}`;
    return values ? `${name} = ${values['lastname']} ${values['email']}` : `${name} deleted`;
  });
  const late = holdMs > 1000 ? `, commits in ${Math.round(holdMs / 1000)} s` : '';
  world.trace(
    'members',
    `${said.join(', ')}${stampShiftMs ? `, stamped ${stampShiftMs | 0} ms off` : ''}${late}`,
  );
  const commit = world.sql.begin(free, stampShiftMs);
  world.kernel.schedule(holdMs, () => {
    commit();
    if (holdMs > 1000) world.trace('members', `commit of ${said.join(', ')}`);
  });
}

/** The module's value is as old as its reading. It overwrites the table's, which is the truth from then on. */
function echo(person: number, holdMs: number, world: World): void {
  const { hubspot } = world.mapping;
  const lastname = world.portal.contacts.owner(hubspot.keyProperty, world.numberOf(person))?.properties[
    'lastname'
  ];
  if (!lastname) return;
  world.kernel.schedule(holdMs, () => {
    const row = world.rowOf(person);
    if (!row) return;
    world.trace('extractor', `brings back ${row.key} = ${lastname}`);
    const values = { ...row.values, lastname };
    writeRows([{ key: row.key, values }], { holdMs: 0, stampShiftMs: 0 }, world);
  });
}

/** Nobody makes a second one of somebody who is there. */
function makeContact(person: number, by: ByHand, world: World): void {
  const who = world.scenario.people[person];
  const { properties } = mapRow(firstValues(person, who), world.mapping);
  if (who?.shares !== undefined || isInPortal(world.numberOf(person), properties, world)) return;
  world.trace('people', `make a contact of ${world.numberOf(person)} with ${by}`);
  for (const contact of contactsBefore(by, person))
    world.madeByPeople.add(seedContact(world.portal, contact));
}

/** `primary` keeps its values. Two associates' contacts are not merged: that is for `verify` to find. */
function merge(primary: Contact | undefined, other: Contact | undefined, world: World): void {
  if (!primary || !other || primary.id === other.id) return;
  if (other.properties[world.mapping.hubspot.keyProperty]) return;
  world.trace('people', `merge contact ${other.id} into ${primary.id}`);
  absorbContact(world.portal, primary, other, 'portal');
  world.noteWrites();
}

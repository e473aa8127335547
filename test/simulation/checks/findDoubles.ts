import type { Contact } from '../../standins/hubspot/contacts/contact.ts';
import { cedulaOf } from '../world/people.ts';
import type { World } from '../world/world.ts';
import type { Entry } from './checkWorld.ts';

/**
 * Associates of whom we made a second contact without anybody having been told: two carry one cédula or one number, and the
 * one with our key was not there before. Doubles that people had made are theirs. Under update any contact we made is one too many.
 */
export function findDoubles(world: World, entries: ReadonlyMap<string, Entry>): readonly string[] {
  const contacts = [...world.portal.contacts.all()];
  const { keyProperty } = world.mapping.hubspot;
  if (world.scenario.operation === 'update') {
    const isOurs = ({ id, mergedIds }: Contact) =>
      ![id, ...mergedIds].some((each) => world.madeByPeople.has(each));
    return contacts.filter(isOurs).map(({ id }) => `contact ${id} was made under update`);
  }
  const wereThere = new Set([...world.contactsBefore.values()].flat());
  const wasThere = ({ id, mergedIds }: Contact) => [id, ...mergedIds].some((each) => wereThere.has(each));
  return world.scenario.people.flatMap((_, person) => {
    const key = world.numberOf(person);
    const isHers = (number: string | null | undefined) => world.formOf(number ?? '') === key;
    const cedula = cedulaOf(person).replaceAll('-', '');
    const hers = contacts.filter(
      ({ properties }) =>
        properties['no__de_cedula']?.replaceAll('-', '') === cedula ||
        isHers(properties['numero_asociado']) ||
        isHers(properties[keyProperty]),
    );
    const keyed = hers.find(({ properties }) => isHers(properties[keyProperty]));
    const isNamed = entries.get(key)?.outcome === 'conflict';
    if (hers.length < 2 || !keyed || wasThere(keyed) || isNamed) return [];
    return [`${key} is contacts ${hers.map(({ id }) => id).join(' and ')}`];
  });
}

import { expect, it } from 'vitest';
import { lookAtPortal } from '../../../shared/sync/lookAtPortal.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const rules = rulesOf(testMapping());

it('a portal that is as the mapping wants it is no finding', () => {
  expect(lookAtPortal(rules)).toEqual([]);
});

it('properties that somebody changed or removed in HubSpot are one finding, by name and code', () => {
  const portal = new Map(rules.portal);
  const phone = portal.get('phone');
  if (phone) portal.set('phone', { ...phone, readOnly: true });
  portal.delete('distrito');
  const found = lookAtPortal({ ...rules, portal });
  expect(found).toMatchObject([{ check: 'portal', level: 'error' }]);
  const said = found[0]?.message ?? '';
  expect([...said.matchAll(/(\w+) \(([A-Z_]+)\)/g)].map(([, name, code]) => [name, code]).toSorted()).toEqual(
    [
      ['distrito', 'PROPERTY_MISSING'],
      ['phone', 'PROPERTY_READ_ONLY'],
    ],
  );
});

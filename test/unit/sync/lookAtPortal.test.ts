import { expect, it } from 'vitest';
import { lookAtPortal } from '../../../shared/sync/health/lookAtPortal.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const rules = rulesOf(testMapping());
const ONE_SLOT = new Set([2, 3, 4]);

it('a portal that is as the mapping wants it is no finding', () => {
  expect(lookAtPortal(rules, ONE_SLOT)).toEqual([]);
});

it('properties that somebody changed or removed in HubSpot are one finding, by name and code', () => {
  const portal = new Map(rules.portal);
  const phone = portal.get('telefono_habitacion');
  if (phone) portal.set('telefono_habitacion', { ...phone, readOnly: true });
  portal.delete('distrito');
  const found = lookAtPortal({ ...rules, portal }, ONE_SLOT);
  expect(found).toMatchObject([{ check: 'portal', level: 'error' }]);
  const said = found[0]?.message.en ?? '';
  expect([...said.matchAll(/(\w+) \(([A-Z_]+)\)/g)].map(([, name, code]) => [name, code]).toSorted()).toEqual(
    [
      ['distrito', 'PROPERTY_MISSING'],
      ['telefono_habitacion', 'PROPERTY_READ_ONLY'],
    ],
  );
});

it('a slot of the table needs its properties, one that the table lacks needs none', () => {
  const [finding] = lookAtPortal(rules, new Set([3, 4]));
  expect(finding?.message.en).toContain('porcentaje__beneficiario_2_ (PROPERTY_MISSING)');
  expect(finding?.message.en).not.toContain('beneficiario_3_');
});

import { expect, it } from 'vitest';
import { lookAtPortal } from '../../../shared/sync/reportPreflight.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const rules = rulesOf(testMapping());

it('a portal that is as the mapping wants it is no finding', async () => {
  expect(await lookAtPortal(rules)).toEqual([]);
});

it('properties that somebody changed or removed in HubSpot are one finding, by name and code', async () => {
  const portal = new Map(rules.portal);
  const phone = portal.get('phone');
  if (phone) portal.set('phone', { ...phone, readOnly: true });
  portal.delete('distrito');
  const drifted = { ...rules, portal };
  const found = await lookAtPortal({ current: async () => drifted, refresh: async () => drifted });
  expect(found).toMatchObject([{ check: 'portal', level: 'error' }]);
  expect(found[0]?.message.split(', ').toSorted()).toEqual([
    'distrito: PROPERTY_MISSING',
    'phone: PROPERTY_READ_ONLY',
  ]);
});

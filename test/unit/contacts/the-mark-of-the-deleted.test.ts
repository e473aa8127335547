import { describe, expect, it } from 'vitest';
import { fingerprint, mappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { fitToPortal } from '../../../shared/contacts/portal.ts';
import { propertyDefinitions } from '../../../shared/contacts/propertyDefinitions.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const MARK = 'asociado_eliminado';
const mapping = testMapping([[['sync', 'deletes'], 'mark']]);
const row = inventAssociate(4, '2026-01-05T00:00:00.000');
const contact = mapRow(row, mapping);

describe('the mark of the deleted', () => {
  it('is a property that provision creates, where the policy wants it', () => {
    expect(propertyDefinitions(mapping).at(-1)).toMatchObject({
      name: MARK,
      type: 'enumeration',
      options: [{ value: 'true' }, { value: 'false' }],
    });
    for (const deletes of ['ignore', 'archive'])
      expect(propertiesToSend(testMapping([[['sync', 'deletes'], deletes]]))).not.toContain(MARK);
  });

  it('is empty for whoever has a row, which takes it off, and part of the fingerprint', () => {
    expect(contact.properties[MARK]).toBe('');
    const version = mappingVersion(mapping);
    const marked = { ...contact.properties, [MARK]: 'true' };
    expect(fingerprint(marked, version)).not.toBe(fingerprint(contact.properties, version));
  });

  it('costs nobody the record while the portal lacks it', () => {
    const portal = new Map([...rulesOf(mapping).portal].filter(([name]) => name !== MARK));
    const fitted = fitToPortal(contact, mapping, portal);
    expect(fitted.rejected).toBe(false);
    expect(fitted.properties).not.toHaveProperty(MARK);
    expect(fitted.findings).toMatchObject([
      { code: 'PROPERTY_MISSING', property: MARK, severity: 'warning' },
    ]);
  });

  it('cannot be a property that a row fills', () => {
    const bad = () =>
      testMapping([
        [['sync', 'deletes'], 'mark'],
        [['hubspot', 'deletedProperty'], 'firstname'],
      ]);
    expect(bad).toThrow('must be a property of its own');
  });
});

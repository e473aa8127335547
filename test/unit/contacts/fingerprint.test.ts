import { describe, expect, it } from 'vitest';
import { fingerprint, mappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { testMapping } from '../../support/mappingFile.ts';

describe('a fingerprint', () => {
  it('does not depend on the order of the properties', () => {
    expect(fingerprint({ a: '1', b: '2' }, 'v')).toBe(fingerprint({ b: '2', a: '1' }, 'v'));
  });

  it('changes with any value, any name and the mapping version', () => {
    const prints = [
      fingerprint({ a: '1', b: '2' }, 'v'),
      fingerprint({ a: '2', b: '1' }, 'v'),
      fingerprint({ a: '12', b: '' }, 'v'),
      fingerprint({ a: '1', c: '2' }, 'v'),
      fingerprint({ a: '1', b: '2' }, 'w'),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe('the mapping version', () => {
  const version = mappingVersion(testMapping());

  it('changes with what is sent: a rule, an option, the switch for sensitive fields', () => {
    expect(mappingVersion(testMapping([[['fields', 10, 'rule'], 'email']]))).not.toBe(version);
    expect(mappingVersion(testMapping([[['fields', 9, 'options', '1'], 'Soltera']]))).not.toBe(version);
    expect(mappingVersion(testMapping([[['sync', 'sensitiveFields'], 'leaveOut']]))).not.toBe(version);
  });

  it('does not change with how the source is read', () => {
    expect(mappingVersion(testMapping([[['source', 'overlapSeconds'], 5]]))).toBe(version);
  });
});

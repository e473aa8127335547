import { describe, expect, it } from 'vitest';
import {
  categoryWord,
  controlWord,
  correlationId,
  keyLike,
  knownNames,
  knownScopes,
  recordId,
  typeWord,
} from '../../../shared/hubspot/foreignText.ts';
import { readRefusal } from '../../../shared/hubspot/refusals/readRefusal.ts';
import { refusalSchema } from '../../../shared/hubspot/refusals/refusal.ts';
import { whomItNames } from '../../../shared/hubspot/refusals/whomItNames.ts';

// promise 8
describe('a text of HubSpot’s goes on', () => {
  it('as an id where it is digits', () => {
    expect(['10000000001', '1-0111-0222', 'ana', '', '1e3', '1'.repeat(21)].map(recordId)).toEqual([
      '10000000001',
      ...Array(5).fill(undefined),
    ]);
  });

  it('as the id of a call where it is a UUID', () => {
    const id = 'aeb5f871-7f07-4993-9211-075dc63e7cbf';
    expect([id, `${id} ana`, 'ana', null].map(correlationId)).toEqual([id, undefined, undefined, undefined]);
  });

  it('as a name where the mapping knows it, once', () => {
    expect(knownNames(['email', 'ana', 'email', 'constructor'], new Map([['email', 1]]))).toEqual(['email']);
  });

  it('as a scope, a category, a type or a control where it is one of HubSpot’s', () => {
    const scopes = ['crm.objects.contacts.write', 'crm.objects.contacts.sensitive.read.v2'];
    expect(knownScopes([...scopes, 'ana.mora', 'crm.objects.ana'])).toEqual(scopes);
    expect(['CONFLICT', 'ANA_MORA', ''].map(categoryWord)).toEqual(['CONFLICT', 'OTHER', undefined]);
    expect(['enumeration', 'ana', undefined, 7].map((text) => typeWord.parse(text))).toEqual([
      'enumeration',
      'unknown',
      '',
      '',
    ]);
    expect(['checkbox', 'ana', undefined].map((text) => controlWord.parse(text))).toEqual([
      'checkbox',
      'unknown',
      '',
    ]);
  });

  it('as a key where it has the form of one', () => {
    expect(keyLike('A-000001', 'A-12')).toBe('A-12');
    for (const typed of ['Ana Mora', 'ana@example.com', '1-0111-0222', 'ANA-1', '', null, undefined])
      expect(keyLike('A-000001', typed)).toBeUndefined();
  });
});

describe('a word that every object of JavaScript knows', () => {
  const said = (text: string) =>
    refusalSchema.parse({
      category: 'VALIDATION_ERROR',
      errors: [{ code: text, context: { propertyName: [text], conflictingValue: ['ana'] } }],
    });

  it.each(['constructor', 'toString', '__proto__'])('is no code and no property: %s', (text) => {
    expect(readRefusal(said(text), new Map())).toMatchObject({ code: 'HUBSPOT_REFUSED', properties: [] });
    const row = { name: 'A-1', id: 'A-1', idProperty: 'key', properties: { email: 'ana@example.com' } };
    expect(whomItNames(said(text), [row], new Map())).toEqual(new Map());
  });
});

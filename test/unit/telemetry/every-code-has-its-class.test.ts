import { expect, it } from 'vitest';
import { classOf } from '../../../shared/outcomes/outcomeClass.ts';

it.each([
  ['OK', 'none'],
  ['EMAIL_INVALID', 'validation'],
  ['KEY_MISSING', 'validation'],
  ['PHONE_INVALID', 'none'],
  ['HUBSPOT_REFUSED', 'api'],
  ['UNACCOUNTED', 'api'],
  ['NOT_IN_HUBSPOT', 'api'],
  ['HUBSPOT_RATE_LIMITED', 'api'],
  ['SQL_UNREACHABLE', 'connection'],
  ['STORAGE_UNREACHABLE', 'connection'],
  ['EMAIL_TAKEN', 'business'],
  ['POISON', 'business'],
  ['CIRCUIT_OPEN', 'business'],
  ['NEVER_HEARD_OF', 'business'],
])('%s is of class %s', (code, expected) => {
  expect(classOf(code)).toBe(expected);
});

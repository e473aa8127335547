import { expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import { otherKeyOf } from '../../../shared/sync/keys/otherKeyOf.ts';
import { testMapping } from '../../support/mappingFile.ts';

const keyForms = keyFormsOf(testMapping());
const entry: LedgerEntry = {
  key: 'A-1',
  outcome: 'created',
  code: 'OK',
  properties: [],
  hubspotId: '1',
  sourceVersion: undefined,
  fingerprint: undefined,
  batchId: 'b',
  runId: 'r',
  attempts: 1,
  durationMs: 1,
  etag: 'e',
};
const noContact = { ...entry, hubspotId: undefined };

it.each([
  ['nothing is known of it', 'A-1', ['A-1'], undefined, undefined],
  ['it is as it was', 'A-1', ['A-1'], entry, undefined],
  ['a blank was taken out, which HubSpot never had', 'A-1', [' A-1'], { ...entry, key: ' A-1' }, undefined],
  ['it was respelt', 'a-1', ['a-1'], entry, 'A-1'],
  [
    'it was respelt again, before HubSpot took the first',
    'a-1',
    ['a-1'],
    { ...entry, heldKey: 'B-1' },
    'B-1',
  ],
  ['it is known, and another key was asked for', 'A-1', ['A-1', 'a-1'], entry, undefined],
  // A write of which nothing was stored, as a worker died behind it.
  ['nothing is known of it, and another key was asked for', 'a-1', ['A-1'], undefined, 'A-1'],
  ['it was refused under another key', 'a-1', ['a-1'], noContact, 'A-1'],
])('when %s', (_, key, asked, previous, other) => {
  expect(otherKeyOf({ key, asked, previous }, keyForms)).toBe(other);
});

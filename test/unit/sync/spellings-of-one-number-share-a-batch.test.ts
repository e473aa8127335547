import { expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { cutBatches } from '../../../shared/sync/queue/cutBatches.ts';

const cut = (keys: readonly string[], batchSize: number) =>
  cutBatches(
    keys.map((key) => ({ key, version: '' })),
    'run',
    0,
    'incremental',
    batchSize,
    { ledgerKey: PLAIN_FORMS.ledger },
  ).map(({ changes }) => changes.map(({ key }) => key));

it('spellings of one number share a batch, and count as one', () => {
  expect(cut(['A-1', 'B-1', 'C-1', ' A-1', 'c-1', 'a-1'], 2)).toEqual([
    ['A-1', ' A-1', 'a-1', 'B-1'],
    ['C-1', 'c-1'],
  ]);
});

it('batches are in the ledger’s order, so that one range query reads their outcomes', () => {
  expect(cut(['b-2', 'A-1', 'C-3', ' A-0'], 2)).toEqual([
    [' A-0', 'A-1'],
    ['b-2', 'C-3'],
  ]);
});

import { expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { LostRace } from '../../../shared/errors.ts';
import type { ContactDrift } from '../../../shared/sync/ports/contactApi.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { cancelRun } from '../../../shared/sync/runs/cancelRun.ts';
import { startVerification } from '../../../shared/sync/verify/startVerification.ts';
import { readVerification } from '../../../shared/sync/verify/verificationState.ts';
import { verify } from '../../../shared/sync/verify/verify.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { documentInMemory } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

it('whoever is at work on a run that is cancelled loses its place with the pages in hand, and nobody takes it up', async () => {
  const mapping = testMapping();
  const rows = Array.from({ length: 1_000 }, (_, at) => ({
    key: numberOf(at + 1),
    version: 'v',
    values: inventAssociate(at + 1, '2026-01-05T00:00:00.000'),
  }));
  const notes: Partial<RunNote>[] = [];
  const verification = documentInMemory();
  let pages = 0;
  let onPage: () => Promise<void> = () => Promise.resolve();
  const nobody = () => Promise.reject(new Error('Not part of this test.'));
  const parts = {
    document: verification,
    queue: { put: async () => undefined, length: async () => 0 },
    accounts: {
      note: async (_: string, note: Partial<RunNote>) => void notes.push(note),
      readNote: nobody,
      addDetected: nobody,
      finishBatch: nobody,
      read: nobody,
    },
    clock: { now: () => Date.parse('2026-11-27T20:00:00Z') },
    portal: {
      pages: () => {
        throw new Error('Not part of this test.');
      },
    },
    scan: {
      async *inKeyOrder(afterKey: string | null) {
        const rest = rows.filter(({ key }) => afterKey === null || key > afterKey);
        for (let start = 0; start < rest.length; start += 100) yield rest.slice(start, start + 100);
      },
      unlike: nobody,
    },
    rows: { read: nobody },
    ledger: { read: async () => new Map(), commit: nobody, remove: nobody },
    contacts: {
      compare: async (contacts: readonly { readonly key: string }[]) => {
        pages++;
        await onPage();
        return new Map(contacts.map(({ key }): [string, ContactDrift] => [key, { properties: [] }]));
      },
    },
    rules: rulesOf(mapping),
    keyForms: keyFormsOf(mapping),
    log: () => undefined,
    timeLimitMs: 60_000,
    batchSize: 100,
  };
  const { runId = '' } = (await startVerification(false, parts)) ?? {};
  onPage = async () => {
    if (pages !== 6) return;
    const others = {
      adoption: documentInMemory(),
      watermarks: documentInMemory(),
      reconciliation: documentInMemory(),
    };
    const stopping = { ...others, stoppedPass: documentInMemory(), stopFullPass: () => undefined };
    await cancelRun(runId, 'verify', { ...parts, ...stopping, verification });
  };

  await expect(verify(runId, parts)).rejects.toThrow(LostRace);

  const { run } = await readVerification(verification);
  // Five pages are stored; the five in hand are not.
  expect(run).toMatchObject({ cancelledAt: '2026-11-27T20:00:00.000Z', afterKey: numberOf(500), pages: 5 });
  expect(notes.at(-1)).toMatchObject({ mode: 'verify', cancelledAt: '2026-11-27T20:00:00.000Z' });
  expect(await verify(runId, parts)).toBe(true);
  expect(pages).toBe(10);
});

import { AsyncLocalStorage } from 'node:async_hooks';
import type { TableClient } from '@azure/data-tables';
import { expect, it, vi } from 'vitest';
import { readTogether } from '../../../shared/state/readTogether.ts';
import { createStateDocument, type DocumentName } from '../../../shared/state/stateDocument.ts';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const account = ownAccount();
const NAMES: readonly DocumentName[] = ['detection', 'circuit', 'look', 'health'];

function setUp(name: string) {
  const table = createStorageClients({ AzureWebJobsStorage: account }).table(`together${name}`);
  const reads = [vi.spyOn(table, 'getEntity'), vi.spyOn(table, 'listEntities')];
  return {
    documents: NAMES.map((one) => createStateDocument(table, one)),
    other: (one: DocumentName) => createStateDocument(anotherClient(`together${name}`), one),
    requests: () => reads.reduce((sum, { mock }) => sum + mock.calls.length, 0),
  };
}

const anotherClient = (name: string): TableClient =>
  createStorageClients({ AzureWebJobsStorage: account }).table(name);

it('documents that are read one after the other are one request, absent ones among them', async () => {
  const { documents, requests } = setUp('once');
  await documents[0]?.save('text', undefined);
  const texts = await readTogether(async () => {
    const read = await Promise.all([documents[0]?.read(), documents[1]?.read()]);
    return [...read, await documents[2]?.read()].map((one) => one?.text);
  });
  expect(texts).toEqual(['text', undefined, undefined]);
  expect(requests()).toBe(1);
  await documents[0]?.read();
  await documents[1]?.read();
  expect(requests()).toBe(3);
});

it('what was read with others is saved only where nobody was faster, and read alone from then on', async () => {
  const { documents, other } = setUp('saves');
  await documents[0]?.save('first', undefined);
  const elsewhere = AsyncLocalStorage.snapshot();
  await readTogether(async () => {
    await documents[1]?.read();
    const faster = other('detection');
    await elsewhere(async () => faster.save('faster', (await faster.read())?.etag));
    const known = await documents[0]?.read();
    expect(known?.text).toBe('first');
    expect(await documents[0]?.save('slower', known?.etag)).toBeUndefined();
    const now = await documents[0]?.read();
    expect(now?.text).toBe('faster');
    expect(await documents[0]?.save('second', now?.etag)).toBeDefined();
    expect((await documents[0]?.read())?.text).toBe('second');
  });
});

it('after a second they are read anew', async () => {
  const { documents, other, requests } = setUp('later');
  const elsewhere = AsyncLocalStorage.snapshot();
  await documents[0]?.save('first', undefined);
  await readTogether(async () => {
    await documents[0]?.read();
    const changed = other('detection');
    await elsewhere(async () => changed.save('second', (await changed.read())?.etag));
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_001);
    expect((await documents[0]?.read())?.text).toBe('second');
    clock.mockRestore();
  });
  expect(requests()).toBe(2);
});

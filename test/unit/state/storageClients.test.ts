import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, RetryLater, StorageRefusal } from '../../../shared/errors.ts';
import { createStorageClients, once, storageConnectionName } from '../../../shared/state/storageClients.ts';
import { judgeStorageError, storageStatus } from '../../../shared/state/storageErrors.ts';

const CONNECTION = 'UseDevelopmentStorage=true';
const URIS = {
  AzureWebJobsStorage__queueServiceUri: 'https://here.queue.core.windows.net',
  AzureWebJobsStorage__tableServiceUri: 'https://here.table.core.windows.net',
};

describe('where queue and tables are', () => {
  it('is said by SyncStorage, or by the storage of the host where that is absent', () => {
    expect(storageConnectionName({})).toBe('AzureWebJobsStorage');
    expect(storageConnectionName({ SyncStorage: '' })).toBe('AzureWebJobsStorage');
    expect(storageConnectionName({ SyncStorageElsewhere: 'x' })).toBe('AzureWebJobsStorage');
    expect(storageConnectionName({ SyncStorage: 'x' })).toBe('SyncStorage');
    expect(storageConnectionName({ SyncStorage__tableServiceUri: 'x' })).toBe('SyncStorage');
  });

  it('is a connection string, or two addresses', () => {
    const local = createStorageClients({ AzureWebJobsStorage: CONNECTION });
    expect([local.queues.accountName, local.table('t').tableName]).toEqual(['devstoreaccount1', 't']);
    const azure = createStorageClients({ ...URIS, AzureWebJobsStorage__clientId: 'of the identity' });
    expect(azure.queues.url).toBe(URIS.AzureWebJobsStorage__queueServiceUri);
    expect(azure.table('t').url).toBe(URIS.AzureWebJobsStorage__tableServiceUri);
  });

  it.each([
    [{}, 'The setting AzureWebJobsStorage is missing'],
    [{ ...URIS, AzureWebJobsStorage__queueServiceUri: '' }, 'AzureWebJobsStorage__queueServiceUri'],
    [{ ...URIS, AzureWebJobsStorage__tableServiceUri: undefined }, 'AzureWebJobsStorage__tableServiceUri'],
    [{ SyncStorage: 'nonsense' }, 'The setting SyncStorage is not a storage connection string.'],
  ])('is missing or no such thing: %o', (env, says) => {
    const create = () => createStorageClients(env);
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(says);
  });
});

describe('what is made once', () => {
  it('is made before its first use, and tried again with the next where that failed', async () => {
    let made = 0;
    const first = once(async () => {
      if (++made === 1) throw new Error('Away.');
    });
    await expect(first()).rejects.toThrow('Away.');
    await Promise.all([first(), first()]);
    await first();
    expect(made).toBe(2);
  });
});

describe('an error of Storage', () => {
  const answer = (statusCode: number | undefined, more: object = {}) =>
    Object.assign(new Error('Foreign words.'), {
      ...more,
      ...(statusCode === undefined ? {} : { statusCode }),
    });
  const inBody = (code: string) => ({ details: { odataError: { code } } });

  it.each([401, 403, 404, 408, 409, 412, 429, 500, 503])('is an outage: %s', (status) => {
    const judged = judgeStorageError('reading', answer(status));
    expect(judged).toBeInstanceOf(RetryLater);
    expect(judged).toMatchObject({
      ...{ code: 'STORAGE_UNREACHABLE', message: `Azure Storage: reading failed (${status}).` },
    });
  });

  it.each([
    [answer(400), '(400)'],
    [answer(413, { code: 'RequestBodyTooLarge' }), '(413 RequestBodyTooLarge)'],
    [answer(400, inBody('PropertyValueTooLarge')), '(400 PropertyValueTooLarge)'],
  ])('is a refusal: %s %s', (error, says) => {
    const judged = judgeStorageError('storing', error);
    expect(judged).toBeInstanceOf(StorageRefusal);
    expect(judged).toMatchObject({ message: `Azure Storage refuses storing ${says}.`, cause: error });
  });

  it.each([
    [answer(undefined), 'no answer'],
    [answer(undefined, { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [answer(404, inBody('TableNotFound')), 'TableNotFound'],
    [answer(404, { code: 'QueueNotFound' }), 'QueueNotFound'],
    ['no error at all', 'no answer'],
  ])('is named by what is known of it: %s %s', (error, reason) => {
    expect(judgeStorageError('reading', error)).toMatchObject({
      message: `Azure Storage: reading failed (${reason}).`,
    });
  });

  it.each([
    new TypeError('x'),
    new RangeError('x'),
    new SyntaxError('x'),
    new ReferenceError('x'),
    new z.ZodError([]),
    new StorageRefusal('x'),
    new RetryLater('X', 'x'),
  ])('is ours, and stays what it is: %s', (error) => {
    expect(judgeStorageError('reading', error)).toBe(error);
  });

  it('has a status about an entity, and none where the table itself is missing', () => {
    expect(storageStatus(answer(404))).toBe(404);
    expect(storageStatus(answer(404, inBody('ResourceNotFound')))).toBe(404);
    expect(storageStatus(answer(404, inBody('TableNotFound')))).toBeUndefined();
    expect(storageStatus(answer(409, inBody('TableNotFound')))).toBe(409);
    expect(storageStatus({ statusCode: 404 })).toBeUndefined();
    expect(storageStatus(Object.assign(new Error('x'), { statusCode: '404' }))).toBeUndefined();
  });
});

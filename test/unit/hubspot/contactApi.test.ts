import { describe, expect, it } from 'vitest';
import type { HubSpotAnswer, HubSpotClient, UpsertInput } from '../../../shared/hubspot/client.ts';
import { createContactApi } from '../../../shared/hubspot/contactApi.ts';

const contacts = ['A', 'B', 'C'].map((key) => ({
  key,
  properties: { numero_asociado: key, email: `${key}@example.com` },
}));

/** A HubSpot that answers what the test says, and keeps what it was asked. */
function setUp(answer: (inputs: readonly UpsertInput[], call: number) => Partial<HubSpotAnswer>) {
  const calls: (readonly UpsertInput[])[] = [];
  const client: HubSpotClient = {
    upsertContacts: async (inputs) => {
      calls.push(inputs);
      return {
        status: 200,
        correlationId: undefined,
        retryAfterMs: 0,
        body: {},
        ...answer(inputs, calls.length),
      };
    },
    readContacts: () => Promise.reject(new Error('Not part of this test.')),
  };
  return { api: createContactApi(client, 'numero_asociado'), calls };
}

const written = (input: UpsertInput | undefined) => ({
  id: `id-${input?.id}`,
  objectWriteTraceId: input?.objectWriteTraceId,
  new: true,
});

describe('a look-up that HubSpot refuses', () => {
  it('is no answer that there is no such contact', async () => {
    const refusing: HubSpotClient = {
      upsertContacts: () => Promise.reject(new Error('Not part of this test.')),
      readContacts: async () => ({
        status: 400,
        correlationId: undefined,
        retryAfterMs: undefined,
        body: {},
      }),
    };
    await expect(createContactApi(refusing, 'numero_asociado').read('A', ['email'])).rejects.toMatchObject({
      code: 'HUBSPOT_REFUSED',
      message: expect.stringContaining('hubspot.keyProperty'),
    });
  });
});

describe('verdicts of an upsert', () => {
  it('follow the trace ids, whatever the order of the answer', async () => {
    const { api, calls } = setUp((inputs) => ({ body: { results: [...inputs].reverse().map(written) } }));
    const verdicts = await api.upsert(contacts);
    expect(
      [...verdicts].map(([key, verdict]) => [key, verdict.kind === 'written' && verdict.hubspotId]),
    ).toEqual([
      ['A', 'id-A'],
      ['B', 'id-B'],
      ['C', 'id-C'],
    ]);
    expect(calls[0]?.map(({ id, idProperty }) => [id, idProperty])).toEqual([
      ['A', 'numero_asociado'],
      ['B', 'numero_asociado'],
      ['C', 'numero_asociado'],
    ]);
    expect(new Set(calls[0]?.map(({ objectWriteTraceId }) => objectWriteTraceId)).size).toBe(3);
  });

  it('are unknown for whom the answer does not name, be it a result or an error without a trace id', async () => {
    const { api } = setUp(([a, b]) => ({
      body: {
        results: [written(a), { ...written(b), objectWriteTraceId: undefined }],
        errors: [{ category: 'CONFLICT' }],
      },
    }));
    const verdicts = await api.upsert(contacts);
    expect([...verdicts.values()].map(({ kind }) => kind)).toEqual(['written', 'unknown', 'unknown']);
  });

  it('do not exist for a 2xx that names nobody: it is asked again, then given back as in doubt', async () => {
    const { api, calls } = setUp(() => ({ body: { status: 'COMPLETE', results: [] } }));
    await expect(api.upsert(contacts)).rejects.toMatchObject({
      code: 'HUBSPOT_UNACCOUNTED',
      outcomeUnknown: true,
    });
    expect(calls).toHaveLength(3);
  });

  it('come from three tries at most, and a refused token is not tried again', async () => {
    const recovering = setUp((inputs, call) =>
      call < 3 ? { status: 503 } : { body: { results: inputs.map(written) } },
    );
    expect((await recovering.api.upsert(contacts)).get('A')).toMatchObject({ kind: 'written' });
    expect(recovering.calls).toHaveLength(3);

    const refusing = setUp(() => ({ status: 401 }));
    await expect(refusing.api.upsert(contacts)).rejects.toMatchObject({ code: 'HUBSPOT_REFUSED' });
    expect(refusing.calls).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { AddressedInput, HubSpotAnswer, HubSpotClient } from '../../../shared/hubspot/client.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';
import { type BatchRow, writeBatch } from '../../../shared/hubspot/writeBatch.ts';

const KEY = 'numero_asociado_clave';
const NO_ANSWER = () => Promise.reject(new Error('Not part of this test.'));

const rowsOf = (count: number): readonly BatchRow[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `row ${index}`,
    id: `A-${index}`,
    idProperty: KEY,
    properties: { email: `a.${index}@example.com`, cedula: `19901000${index}` },
  }));

/** A HubSpot that answers what the test says, and keeps what it was asked. */
function setUp(answer: (inputs: readonly AddressedInput[], call: number) => Partial<HubSpotAnswer>) {
  const calls: (readonly AddressedInput[])[] = [];
  const client: HubSpotClient = {
    upsertContacts: async (inputs) => {
      calls.push(inputs);
      const none = { correlationId: undefined, retryAfterMs: 0, rate: readRateHeaders(new Headers()) };
      return { status: 200, body: {}, ...none, ...answer(inputs, calls.length) };
    },
    createContacts: NO_ANSWER,
    updateContacts: NO_ANSWER,
    archiveContacts: NO_ANSWER,
    readContacts: NO_ANSWER,
    listContacts: NO_ANSWER,
    searchContacts: NO_ANSWER,
    listProperties: NO_ANSWER,
    createProperties: NO_ANSWER,
    listPropertyGroups: NO_ANSWER,
    createPropertyGroup: NO_ANSWER,
  };
  const backoff = { tries: 3, baseMs: 1, maxWaitMs: 10 };
  const identifiers = new Map([['email', 'email' as const]]);
  const write = (rows: readonly BatchRow[]) =>
    writeBatch(rows, {
      client,
      operation: 'upsert',
      identifiers,
      backoff,
      onAccepted: () => undefined,
      onLostAnswer: () => undefined,
    });
  return { write, calls };
}

const written = (input: AddressedInput | undefined) => ({
  id: `id-${input?.id}`,
  objectWriteTraceId: input?.objectWriteTraceId,
  new: true,
});

/** Refuses a call in which one of the guilty rows is, and names nobody. */
function refusing(guilty: readonly string[], body: object = { category: 'VALIDATION_ERROR' }) {
  return setUp((inputs) =>
    inputs.some(({ id }) => guilty.includes(id))
      ? { status: 400, body }
      : { body: { results: inputs.map(written) } },
  );
}

describe('answers for the rows of a batch', () => {
  it('follow the trace ids, whatever the order of the answer', async () => {
    const { write, calls } = setUp((inputs) => ({ body: { results: [...inputs].reverse().map(written) } }));
    const answers = await write(rowsOf(3));
    for (const { name, id } of rowsOf(3)) {
      expect(answers.get(name)).toMatchObject({ kind: 'written', record: { id: `id-${id}` } });
    }
    expect(new Set(calls[0]?.map(({ objectWriteTraceId }) => objectWriteTraceId)).size).toBe(3);
  });

  it('are missing for whom the answer does not name, be it a result or an error without a trace id', async () => {
    const { write } = setUp(([a, b]) => ({
      body: {
        results: [written(a), { ...written(b), objectWriteTraceId: undefined }, 'no result', null],
        errors: [{ category: 'CONFLICT' }],
      },
    }));
    expect([...(await write(rowsOf(3))).keys()]).toEqual(['row 0']);
  });

  it('come from three tries at most, and a refused token is not tried again', async () => {
    const recovering = setUp((inputs, call) =>
      call < 3 ? { status: 503 } : { body: { results: inputs.map(written) } },
    );
    expect((await recovering.write(rowsOf(1))).size).toBe(1);
    expect(recovering.calls).toHaveLength(3);

    const refused = setUp(() => ({ status: 401 }));
    await expect(refused.write(rowsOf(1))).rejects.toMatchObject({
      code: 'HUBSPOT_REFUSED',
      stopsEverything: true,
    });
    expect(refused.calls).toHaveLength(1);
  });
});

describe('a call that is refused as a whole', () => {
  it('costs at most 2·log2(100) more calls for one bad row, wherever it stands', async () => {
    for (let bad = 0; bad < 100; bad++) {
      const { write, calls } = refusing([`A-${bad}`]);
      const answers = await write(rowsOf(100));
      expect(calls.length - 1).toBeLessThanOrEqual(Math.floor(2 * Math.log2(100)));
      expect(answers.size).toBe(100);
      const refused = [...answers].filter(([, { kind }]) => kind !== 'written');
      expect(refused.map(([name]) => name)).toEqual([`row ${bad}`]);
    }
  });

  // promise 5
  it('names every guilty row, however many there are', async () => {
    const guilty = ['A-0', 'A-1', 'A-37', 'A-38', 'A-99'];
    const { write } = refusing(guilty);
    const answers = await write(rowsOf(100));
    const refused = [...answers].filter(([, { kind }]) => kind !== 'written').map(([name]) => name);
    expect(refused.sort()).toEqual(guilty.map((id) => id.replace('A-', 'row ')).sort());
  });

  it('costs one more call when the refusal repeats the value, and each row hears of its own fault only', async () => {
    const problems = [
      { isValid: false, error: 'INVALID_EMAIL', name: 'email', propertyValue: 'a.7@example.com' },
      { isValid: false, error: 'INVALID_LONG', name: 'cedula', propertyValue: '199010009' },
    ];
    const message = `Valores no válidos: ${JSON.stringify(problems)}`;
    const { write, calls } = refusing(['A-7', 'A-9'], { category: 'VALIDATION_ERROR', message });
    const answers = await write(rowsOf(100));
    expect(calls).toHaveLength(2);
    expect(answers.get('row 7')).toEqual({ kind: 'refused', code: 'EMAIL_INVALID', properties: ['email'] });
    expect(answers.get('row 9')).toEqual({ kind: 'refused', code: 'NUMBER_INVALID', properties: ['cedula'] });
    expect([...answers.values()].filter(({ kind }) => kind === 'written')).toHaveLength(98);
  });

  it('for a property that cannot be written costs no further call: every row writes it', async () => {
    const errors = [{ code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['cedula'] } }];
    const all = rowsOf(100).map(({ id }) => id);
    const { write, calls } = refusing(all, { category: 'VALIDATION_ERROR', errors });
    const answers = await write(rowsOf(100));
    expect(calls).toHaveLength(1);
    expect(new Set([...answers.values()].map((answer) => 'code' in answer && answer.code))).toEqual(
      new Set(['PROPERTY_MISSING']),
    );
  });

  it('for ids that it lists sends those one by one', async () => {
    let calls = 0;
    const { write } = setUp((inputs) => {
      calls++;
      return inputs.length > 1 && inputs.some(({ id }) => id === 'A-4')
        ? { status: 400, body: { category: 'VALIDATION_ERROR', context: { ids: ['A-4'] } } }
        : { body: { results: inputs.map(written) } };
    });
    const answers = await write(rowsOf(10));
    expect([...answers.values()].every(({ kind }) => kind === 'written')).toBe(true);
    expect(calls).toBe(3);
  });

  it('again and again, without a reason, is not blamed on the rows', async () => {
    const { write, calls } = refusing(rowsOf(100).map(({ id }) => id));
    await expect(write(rowsOf(100))).rejects.toMatchObject({ code: 'HUBSPOT_REFUSES_ALL' });
    expect(calls.length).toBeLessThanOrEqual(20);
  });
});

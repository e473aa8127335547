import { describe, expect, it } from 'vitest';
import type { BatchRow } from '../../../shared/hubspot/batchRow.ts';
import type { AddressedInput, HubSpotAnswer } from '../../../shared/hubspot/client.ts';
import { type LookedUp, writeBatch } from '../../../shared/hubspot/writeBatch.ts';
import { answerOf, silentClient } from './silentClient.ts';

const KEY = 'numero_asociado_clave';

const rowsOf = (count: number): readonly BatchRow[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `row ${index}`,
    id: `A-${index}`,
    idProperty: KEY,
    properties: { email: `a.${index}@example.com`, cedula: `19901000${index}` },
  }));

type Answer = (inputs: readonly AddressedInput[], call: number) => Partial<HubSpotAnswer>;

/** A HubSpot that answers what the test says, and keeps what it was asked; `claims`: what looking rows up tells. */
function setUp(answer: Answer, claims: ReadonlyMap<string, LookedUp> = new Map()) {
  const calls: (readonly AddressedInput[])[] = [];
  const lookedUp: (readonly string[])[] = [];
  const client = silentClient({
    upsertContacts: async (inputs) => {
      calls.push(inputs);
      return { ...answerOf(200, {}), retryAfterMs: 0, ...answer(inputs, calls.length) };
    },
  });
  const backoff = { tries: 3, baseMs: 1, maxWaitMs: 10 };
  const known = new Map([
    ['email', 'email' as const],
    ['cedula', 'cedula' as const],
    ['salario', undefined],
  ]);
  const write = (rows: readonly BatchRow[]) =>
    writeBatch(rows, {
      client,
      operation: 'upsert',
      known,
      backoff,
      lookUp: async (asked) => {
        lookedUp.push(asked.map(({ name }) => name));
        return claims;
      },
      onAccepted: () => undefined,
      onLostAnswer: () => undefined,
    });
  return { write, calls, lookedUp };
}

const written = (input: AddressedInput | undefined) => ({
  id: `900${input?.id.slice(2)}`,
  objectWriteTraceId: input?.objectWriteTraceId,
  new: true,
});

/** Refuses a call in which one of the guilty rows is, and names nobody. */
function refusing(
  guilty: readonly string[],
  body: object = { category: 'VALIDATION_ERROR' },
  claims?: ReadonlyMap<string, LookedUp>,
) {
  return setUp(
    (inputs) =>
      inputs.some(({ id }) => guilty.includes(id))
        ? { status: 400, body }
        : { body: { results: inputs.map(written) } },
    claims,
  );
}

const idsOf = (count: number) => rowsOf(count).map(({ id }) => id);
const nameOf = (id: string) => id.replace('A-', 'row ');
const conflict = (id: string): [string, LookedUp] => [
  nameOf(id),
  { answer: { kind: 'conflict', code: 'EMAIL_TAKEN', properties: ['email'], conflictId: '7' } },
];

describe('answers for the rows of a batch', () => {
  it('follow the trace ids, whatever the order of the answer', async () => {
    const { write, calls } = setUp((inputs) => ({ body: { results: [...inputs].reverse().map(written) } }));
    const answers = await write(rowsOf(3));
    for (const { name, id } of rowsOf(3)) {
      expect(answers.get(name)).toMatchObject({ kind: 'written', record: { id: `900${id.slice(2)}` } });
    }
    expect(new Set(calls[0]?.map(({ objectWriteTraceId }) => objectWriteTraceId)).size).toBe(3);
  });

  it('are missing for whom the answer does not name', async () => {
    const { write } = setUp(([a, b]) => ({
      body: {
        results: [written(a), { ...written(b), objectWriteTraceId: undefined }, 'no result', null],
        errors: ['no error', null],
      },
    }));
    expect([...(await write(rowsOf(3))).keys()]).toEqual(['row 0']);
  });

  it('are results where a row has an error too: what HubSpot says it wrote, it wrote', async () => {
    const { write } = setUp(([a, b]) => ({
      body: {
        results: [written(a)],
        errors: [a, b].map((input) => ({
          category: 'VALIDATION_ERROR',
          context: { objectWriteTraceId: [input?.objectWriteTraceId] },
        })),
      },
    }));
    const answers = await write(rowsOf(2));
    expect([...answers.values()].map(({ kind }) => kind)).toEqual(['written', 'refused']);
  });

  it('stay open for whom an error may be about that names nobody', async () => {
    const { write } = setUp(([a]) => ({
      body: { results: [written(a)], errors: [{ category: 'CONFLICT' }] },
    }));
    const answers = await write(rowsOf(3));
    expect([...answers].map(([name, { kind }]) => [name, kind])).toEqual([
      ['row 0', 'written'],
      ['row 1', 'open'],
      ['row 2', 'open'],
    ]);
  });

  it('follow the value or the key that an error without a trace id repeats', async () => {
    const coordinates = 'PropertyValueCoordinates{portalId=1, propertyName=email, value=A.1@example.com}';
    const { write } = setUp(([a]) => ({
      body: {
        results: [written(a)],
        errors: [
          {
            category: 'VALIDATION_ERROR',
            message: `Cannot set ${coordinates} on 5. 77 already has that value.`,
          },
          { category: 'OBJECT_NOT_FOUND', context: { ids: ['a-2'] } },
        ],
      },
    }));
    const answers = await write(rowsOf(3));
    expect(answers.get('row 1')).toMatchObject({ kind: 'conflict', code: 'EMAIL_TAKEN', conflictId: '77' });
    expect(answers.get('row 2')).toMatchObject({ kind: 'missing' });
  });

  it('are of the row where it is alone, though the error names nobody', async () => {
    const { write } = setUp(() => ({ body: { results: [], errors: [{ category: 'SOMETHING_NEW' }] } }));
    expect((await write(rowsOf(1))).get('row 0')).toMatchObject({ kind: 'refused', code: 'HUBSPOT_REFUSED' });
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
    const { write, calls } = refusing(idsOf(100));
    await expect(write(rowsOf(100))).rejects.toMatchObject({ code: 'HUBSPOT_REFUSES_ALL' });
    expect(calls.length).toBeLessThanOrEqual(30);
  });

  it('ten times without a reason, with ninety others that are taken, is', async () => {
    for (const guilty of [idsOf(10), idsOf(100).slice(90), idsOf(100).filter((_, at) => at % 10 === 3)]) {
      const { write, calls } = refusing(guilty);
      const answers = await write(rowsOf(100));
      const refused = [...answers].filter(([, { kind }]) => kind === 'refused').map(([name]) => name);
      expect(refused.sort()).toEqual(guilty.map(nameOf).sort());
      expect(answers.size).toBe(100);
      expect(calls.length).toBeLessThanOrEqual(110);
    }
  });
});

describe('a call that is refused as a whole because of what other contacts hold', () => {
  const guilty = idsOf(100).filter((_, at) => at % 10 === 3);
  const claims = new Map(guilty.map(conflict));

  it('without a word costs one look-up and one more call, however many rows it is about', async () => {
    const { write, calls, lookedUp } = refusing(guilty, undefined, claims);
    const answers = await write(rowsOf(100));
    expect(calls).toHaveLength(2);
    expect(lookedUp).toEqual([rowsOf(100).map(({ name }) => name)]);
    const conflicts = [...answers].filter(([, { kind }]) => kind === 'conflict').map(([name]) => name);
    expect(conflicts.sort()).toEqual(guilty.map(nameOf).sort());
    expect(answers.size).toBe(100);
  });

  it('and names one of them at a time costs one call more', async () => {
    const { write, calls, lookedUp } = setUp((inputs) => {
      const first = inputs.find(({ id }) => guilty.includes(id));
      if (!first) return { body: { results: inputs.map(written) } };
      const message = `Cannot set PropertyValueCoordinates{portalId=1, propertyName=email, value=${first.properties['email']}} on 1. 7 already has that value.`;
      return { status: 400, body: { category: 'VALIDATION_ERROR', message } };
    }, claims);
    const answers = await write(rowsOf(100));
    expect(calls).toHaveLength(3);
    expect(lookedUp).toHaveLength(1);
    expect([...answers.values()].filter(({ kind }) => kind === 'conflict')).toHaveLength(10);
  });

  it('is asked for by id where their contacts are there, which it takes whatever it has against the keys', async () => {
    const found = new Map(rowsOf(3).map(({ name, id }) => [name, { hubspotId: `${id.slice(2)}00` }]));
    const { write, calls } = setUp(
      (inputs) =>
        inputs.some(({ idProperty }) => idProperty !== undefined)
          ? { status: 400, body: {} }
          : { body: { results: inputs.map(written) } },
      found,
    );
    const answers = await write(rowsOf(3));
    expect(calls).toHaveLength(2);
    expect(calls[1]?.map(({ id }) => id)).toEqual(['000', '100', '200']);
    expect([...answers.values()].every(({ kind }) => kind === 'written')).toBe(true);
  });
});

describe('a 403 that names no scope', () => {
  const blocking = (isBlocked: (inputs: readonly AddressedInput[]) => boolean) =>
    setUp((inputs) => (isBlocked(inputs) ? { status: 403 } : { body: { results: inputs.map(written) } }));

  it('is about what one row holds when a call without rows is let in: only that row is refused', async () => {
    const { write, calls } = blocking((inputs) => inputs.some(({ id }) => id === 'A-37'));
    const answers = await write(rowsOf(100));
    expect([...answers].filter(([, { kind }]) => kind !== 'written').map(([name]) => name)).toEqual([
      'row 37',
    ]);
    expect(calls.filter(({ length }) => length === 0)).toHaveLength(1);
  });

  it('stops everything when not even that is', async () => {
    const { write, calls } = blocking(() => true);
    await expect(write(rowsOf(100))).rejects.toMatchObject({
      code: 'HUBSPOT_REFUSED',
      stopsEverything: true,
    });
    expect(calls).toHaveLength(2);
  });
});

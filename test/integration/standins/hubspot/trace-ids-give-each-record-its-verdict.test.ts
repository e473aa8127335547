import { expect, test } from 'vitest';
import { associate, codesIn, givenStandin, upsert } from './support.ts';

const good = associate('1', { email: 'ana@example.com' });
const bad = associate('2', { email: 'nobody', salario: '1,000' });

test('good rows are written, bad ones are named by their trace id', async () => {
  const standin = await givenStandin();

  const { status, body } = await upsert(standin, [good, bad]);

  expect(status).toBe(207);
  expect(body.status).toBe('COMPLETE');
  expect(body.results.map((result) => result.objectWriteTraceId)).toEqual(['trace-1']);
  expect(body.numErrors).toBe(1);
  expect(body.errors[0]).toMatchObject({
    status: 'error',
    category: 'VALIDATION_ERROR',
    context: { objectWriteTraceId: ['trace-2'] },
  });
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['INVALID_EMAIL', 'INVALID_LONG']);
  expect(standin.contacts()).toHaveLength(1);
});

test('the partial answer can come with status 200, as the 2026-09 schema says', async () => {
  const standin = await givenStandin({ switches: { partialStatus: 200 } });

  const { status, body } = await upsert(standin, [good, bad]);

  expect(status).toBe(200);
  expect(body.errors).toHaveLength(1);
});

test('an answer without failures can come with status 207', async () => {
  const standin = await givenStandin({ switches: { cleanTraceStatus: 207 } });

  const { status, body } = await upsert(standin, [good]);

  expect(status).toBe(207);
  expect(body.results).toHaveLength(1);
  expect(body.errors).toHaveLength(0);
});

test('a batch in which only some rows have a trace id follows its switch', async () => {
  const { objectWriteTraceId: _, ...untraced } = associate('3');
  const strict = await givenStandin();
  const lenient = await givenStandin({ switches: { mixedTraceIds: 'perRecord' } });

  expect((await upsert(strict, [good, bad, untraced])).status).toBe(400);
  expect(strict.contacts()).toHaveLength(0);
  expect((await upsert(lenient, [good, bad, untraced])).status).toBe(207);
  expect(lenient.contacts()).toHaveLength(2);
});

test('texts can be Spanish while codes and categories stay', async () => {
  const standin = await givenStandin({ switches: { language: 'es', takenValue: 'conflict' } });

  const { body } = await upsert(standin, [good, bad, associate('3', { email: 'ana@example.com' })]);

  expect(body.errors.map(({ category }) => category)).toEqual(['VALIDATION_ERROR', 'CONFLICT']);
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['INVALID_EMAIL', 'INVALID_LONG']);
  expect(body.errors[1]?.message).toContain('El contacto ya existe');
});

import { expect, test } from 'vitest';
import { associate, call, codesIn, contactsPath, givenStandin, upsert } from './support.ts';

const good = associate('1', { email: 'ana@example.com' });

test('an invalid row sinks a batch in spite of its trace ids', async () => {
  const standin = await givenStandin({ switches: { perRecordVerdicts: false } });

  const { status, body } = await upsert(standin, [good, associate('2', { email: 'nobody' })]);

  expect(status).toBe(400);
  expect(codesIn(body.message)).toEqual(['INVALID_EMAIL']);
  expect(standin.contacts()).toHaveLength(0);
});

test('a conflict sinks a batch in spite of its trace ids', async () => {
  const standin = await givenStandin({ switches: { perRecordVerdicts: false, takenValue: 'conflict' } });
  standin.seedContact({ email: 'taken@example.com' });

  const { status, body } = await upsert(standin, [good, associate('2', { email: 'taken@example.com' })]);

  expect(status).toBe(409);
  expect(body.category).toBe('CONFLICT');
  expect(standin.contacts()).toHaveLength(1);
});

test('ids that are missing from an update are named without trace ids', async () => {
  const standin = await givenStandin({ switches: { perRecordVerdicts: false } });
  const input = { id: '5', objectWriteTraceId: 't5', properties: { firstname: 'Eva' } };

  const { status, body } = await call(standin, 'POST', `${contactsPath}/batch/update`, { inputs: [input] });

  expect(status).toBe(207);
  expect(body.errors[0]?.context).toEqual({ ids: ['5'] });
});

test('a batch without a bad row is written, and its results repeat the trace ids unless a switch says no', async () => {
  const standin = await givenStandin({ switches: { perRecordVerdicts: false } });

  const { body } = await upsert(standin, [good]);
  standin.set({ echoTraceIds: false });
  const silent = await upsert(standin, [good]);

  expect(body.results[0]?.objectWriteTraceId).toBe('trace-1');
  expect(silent.body.results[0]).not.toHaveProperty('objectWriteTraceId');
  expect(silent.body.results[0]?.new).toBe(false);
});

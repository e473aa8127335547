import { expect, test } from 'vitest';
import type { FaultAction } from '../../../standins/hubspot/startHubSpotStandin.ts';
import { associate, contactsPath, givenStandin, upsert } from './support.ts';

const moments = [
  ['before', 0],
  ['after', 1],
] as const;

const answered: readonly (readonly [FaultAction, number, string])[] = [
  [{ kind: 'status', status: 500 }, 500, 'application/json;charset=utf-8'],
  [{ kind: 'status', status: 502 }, 502, 'text/html; charset=UTF-8'],
  [{ kind: 'status', status: 503, body: 'json' }, 503, 'application/json;charset=utf-8'],
  [{ kind: 'status', status: 524, body: 'none' }, 524, ''],
  [{ kind: 'status', status: 423 }, 423, 'application/json;charset=utf-8'],
  [{ kind: 'emptySuccess' }, 200, 'application/json;charset=utf-8'],
];

test.each(moments.flatMap(([when, written]) => answered.map((fault) => [when, written, ...fault] as const)))(
  '%s commit (%i written): %o',
  async (when, written, action, status, contentType) => {
    const standin = await givenStandin();
    standin.faults.inject({ when, action });

    const answer = await upsert(standin, [associate('1')]);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type') ?? '').toBe(contentType);
    expect(answer.body.results).toHaveLength(0);
    expect(standin.contacts()).toHaveLength(written);
    expect(standin.journal()[0]).toMatchObject({ status, inputs: 1, fault: `${when} ${action.kind}` });
    expect((await upsert(standin, [associate('1')])).status).toBe(200);
  },
);

test.each(moments)('a reset %s the commit breaks the connection (%i written)', async (when, written) => {
  const standin = await givenStandin();
  await upsert(standin, [associate('0')]);
  standin.faults.inject({ when, action: { kind: 'reset' } });

  await expect(upsert(standin, [associate('1')])).rejects.toThrow('fetch failed');

  expect(standin.contacts()).toHaveLength(1 + written);
  expect(standin.journal()[1]).toMatchObject({ operation: 'upsert', status: 0, fault: `${when} reset` });
});

test.each(moments)('a hang %s the commit never answers (%i written)', async (when, written) => {
  const standin = await givenStandin();
  standin.faults.inject({ when, action: { kind: 'hang' } });

  const response = fetch(`${standin.baseUrl}${contactsPath}/batch/upsert`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standin.token}` },
    body: JSON.stringify({ inputs: [associate('1')] }),
    signal: AbortSignal.timeout(1000),
  });

  await expect(response).rejects.toThrow('timeout');
  expect(standin.contacts()).toHaveLength(written);
});

test.each(moments)('truncated JSON %s the commit (%i written)', async (when, written) => {
  const standin = await givenStandin();
  standin.faults.inject({ when, action: { kind: 'truncate' } });

  await expect(upsert(standin, [associate('1')])).rejects.toThrow(SyntaxError);

  expect(standin.contacts()).toHaveLength(written);
  expect((await upsert(standin, [associate('1')])).status).toBe(200);
});

test.each(moments)('slow %s the commit: the right answer, late', async (when) => {
  const standin = await givenStandin();
  standin.faults.inject({ when, action: { kind: 'slow', ms: 500 } });

  const started = performance.now();
  const { body } = await upsert(standin, [associate('1')]);

  expect(performance.now() - started).toBeGreaterThanOrEqual(495);
  expect(body.results).toHaveLength(1);
  const [contact] = standin.contacts();
  const waited = Date.parse(contact?.createdAt ?? '') - (standin.journal()[0]?.at ?? 0);
  expect(waited >= 495).toBe(when === 'before');
});

test('latency is added to every call before it is carried out', async () => {
  const standin = await givenStandin({ latencyMs: 200 });

  await upsert(standin, [associate('1')]);

  const [contact] = standin.contacts();
  expect(Date.parse(contact?.createdAt ?? '') - (standin.journal()[0]?.at ?? 0)).toBeGreaterThanOrEqual(198);
});

test('close ends a hanging call', async () => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'before', action: { kind: 'hang' } });
  const pending = upsert(standin, [associate('1')]).catch((error: unknown) => error);
  await expect.poll(() => standin.journal().length).toBe(1);

  await standin.close();

  expect(await pending).toBeInstanceOf(TypeError);
});

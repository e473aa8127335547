import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

const outage = { kind: 'status', status: 503 } as const;

test('a rule matches by operation, method and path', async () => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'before', every: 1, action: outage, match: { operation: 'upsert' } });
  standin.faults.inject({
    when: 'before',
    every: 1,
    action: outage,
    match: { method: 'GET', path: '/groups$' },
  });

  expect((await upsert(standin, [associate('1')])).status).toBe(503);
  expect((await call(standin, 'GET', '/crm/properties/2026-09/contacts/groups')).status).toBe(503);
  expect((await call(standin, 'GET', contactsPath)).status).toBe(200);
});

test('a rule fires once, `times` times, every n-th time, or always until it is cleared', async () => {
  const standin = await givenStandin();
  const statuses = async (count: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      seen.push((await upsert(standin, [associate('1')])).status);
    }
    return seen;
  };

  standin.faults.inject({ when: 'before', action: outage });
  expect(await statuses(2)).toEqual([503, 200]);
  standin.faults.inject({ when: 'before', times: 2, action: outage });
  expect(await statuses(3)).toEqual([503, 503, 200]);
  const third = standin.faults.inject({ when: 'before', every: 3, action: outage });
  expect(await statuses(6)).toEqual([200, 200, 503, 200, 200, 503]);
  expect(third.fired()).toBe(2);
  standin.faults.inject({ when: 'before', every: 1, action: outage });
  expect(await statuses(2)).toEqual([503, 503]);
  standin.faults.clear();
  expect(await statuses(1)).toEqual([200]);
});

test('a probability draws from the seed', async () => {
  const run = async (): Promise<number[]> => {
    const standin = await givenStandin({ seed: 7 });
    standin.faults.inject({ when: 'before', probability: 0.5, action: outage });
    const seen: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      seen.push((await upsert(standin, [associate('1')])).status);
    }
    return seen;
  };

  const first = await run();

  expect(new Set(first)).toEqual(new Set([200, 503]));
  expect(await run()).toEqual(first);
});

test('a 429 carries the burst body and the Retry-After it was given', async () => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'before', action: { kind: 'status', status: 429, retryAfter: 2 } });

  const { status, body, headers } = await upsert(standin, [associate('1')]);

  expect(status).toBe(429);
  expect(body.policyName).toBe('TEN_SECONDLY_ROLLING');
  expect(headers.get('retry-after')).toBe('2');
});

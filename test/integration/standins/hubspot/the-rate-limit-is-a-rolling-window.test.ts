import { expect, test } from 'vitest';
import { RollingWindow } from '../../../standins/hubspot/http/rollingWindow.ts';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('the sixth call in ten seconds is refused with the recorded body', async () => {
  const standin = await givenStandin({ rateLimit: 5 });
  const calls = Array.from({ length: 6 }, (_, index) => upsert(standin, [associate(String(index))]));

  const answers = await Promise.all(calls);

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.body).toMatchObject({
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
    groupName: expect.stringMatching(/^publicapi:private_app-api-calls-ten-secondly:\d+:\d+$/),
  });
  expect(refused[0]?.headers.has('retry-after')).toBe(false);
  expect(standin.contacts()).toHaveLength(5);
  expect(standin.calls()).toEqual({ upsert: 6 });
});

test('the window rolls: a call becomes possible when the oldest is ten seconds old', () => {
  let now = 0;
  const window = new RollingWindow(3, 10_000, () => now);
  const at = (time: number): boolean => {
    now = time;
    return window.tryTake();
  };

  expect([0, 5000, 9999, 9999.5].map(at)).toEqual([true, true, true, false]);
  expect([10_000, 10_001, 15_000, 15_001].map(at)).toEqual([true, false, true, false]);
});

test('normal answers say what is left', async () => {
  const standin = await givenStandin({ rateLimit: 5, dailyLimit: 100 });

  const { headers } = await upsert(standin, [associate('1')]);

  expect(headers.get('x-hubspot-ratelimit-max')).toBe('5');
  expect(headers.get('x-hubspot-ratelimit-remaining')).toBe('4');
  expect(headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
  expect(headers.get('x-hubspot-ratelimit-daily-remaining')).toBe('99');
});

test('the daily limit has a body of its own', async () => {
  const standin = await givenStandin({
    dailyLimit: 1,
    switches: { retryAfterSeconds: 3, dailyHeaders: false },
  });
  await upsert(standin, [associate('1')]);

  const { status, body, headers } = await call(standin, 'GET', contactsPath);

  expect(status).toBe(429);
  expect(body).toMatchObject({ message: 'You have reached your daily limit.', policyName: 'DAILY' });
  expect(headers.get('retry-after')).toBe('3');
  expect(headers.has('x-hubspot-ratelimit-daily')).toBe(false);
});

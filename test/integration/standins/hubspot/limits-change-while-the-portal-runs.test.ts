import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('a lowered burst limit holds at once and shows in the headers', async () => {
  const standin = await givenStandin({ rateLimit: 100 });
  await upsert(standin, [associate('1')]);
  await upsert(standin, [associate('1')]);

  standin.setLimits({ rateLimit: 3 });
  const third = await upsert(standin, [associate('1')]);
  const fourth = await upsert(standin, [associate('1')]);
  standin.setLimits({ rateLimit: 2 });
  const fifth = await upsert(standin, [associate('1')]);
  standin.setLimits({ rateLimit: 5 });

  expect(third.headers.get('x-hubspot-ratelimit-max')).toBe('3');
  expect([third.status, fourth.status, fifth.status]).toEqual([200, 429, 429]);
  expect(fifth.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
  expect((await upsert(standin, [associate('1')])).status).toBe(200);
});

test('the day can be used up and begins again at midnight', async () => {
  const standin = await givenStandin({ dailyLimit: 1000 });
  await upsert(standin, [associate('1')]);
  expect(standin.limits()).toEqual({ rateLimit: 190, dailyLimit: 1000, usedToday: 1 });

  standin.setLimits({ usedToday: 1000 });
  const refused = await upsert(standin, [associate('1')]);
  standin.midnight();
  const accepted = await upsert(standin, [associate('1')]);

  expect(refused.body.policyName).toBe('DAILY');
  expect(accepted.headers.get('x-hubspot-ratelimit-daily-remaining')).toBe('999');
});

test('windows tell the fullest one of a token, searches aside, and the refusals', async () => {
  const scopes = { second: ['crm.objects.contacts.read'] };
  const standin = await givenStandin({ rateLimit: 3, scopes });
  const search = () => call(standin, 'POST', `${contactsPath}/search`, {});
  await Promise.all([search(), search(), search(), search()]);
  await call(standin, 'GET', contactsPath, undefined, 'second');
  expect(standin.windows()).toEqual({ highest: 1, refused: 0 });

  for (let index = 0; index < 5; index += 1) {
    await call(standin, 'GET', contactsPath);
  }

  expect(standin.windows()).toEqual({ highest: 3, refused: 2 });
});

test('a reset brings the first limits back', async () => {
  const standin = await givenStandin({ rateLimit: 3 });
  standin.setLimits({ rateLimit: 1, dailyLimit: 1, usedToday: 1 });

  standin.reset();

  expect(standin.limits()).toEqual({ rateLimit: 3, dailyLimit: 625_000, usedToday: 0 });
  expect(standin.windows()).toEqual({ highest: 0, refused: 0 });
});

import { expect, test } from 'vitest';
import type { FaultRule } from '../../../standins/hubspot/startHubSpotStandin.ts';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

const rows = Array.from({ length: 10 }, (_, index) => associate(String(index)));

test.each([
  [{ kind: 'lostRows' }, 9],
  [{ kind: 'lostRows', count: 3 }, 7],
  [{ kind: 'lostRows', share: 0.5 }, 5],
  [{ kind: 'lostRows', share: 1 }, 0],
] as const)('after the commit %o leaves %i results of ten', async (action, left) => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'after', action });

  const { status, body } = await upsert(standin, rows);

  expect(status).toBe(200);
  expect(body.results).toHaveLength(left);
  expect(body.errors).toHaveLength(0);
  expect(standin.contacts()).toHaveLength(10);
  expect(standin.journal()[0]).toMatchObject({ inputs: 10, fault: 'after lostRows' });
});

test('before the commit the lost rows are not written either', async () => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'before', action: { kind: 'lostRows', count: 4 } });

  const { status, body } = await upsert(standin, rows);

  expect(status).toBe(200);
  expect(body.results).toHaveLength(6);
  expect(standin.contacts()).toHaveLength(6);
});

test('reads lose rows too', async () => {
  const standin = await givenStandin();
  const ids = standin.seedContacts([{}, {}, {}]);
  standin.faults.inject({ when: 'after', action: { kind: 'lostRows', count: 2 } });

  const { body } = await call(standin, 'POST', `${contactsPath}/batch/read`, {
    inputs: ids.map((id) => ({ id })),
  });

  expect(body.results).toHaveLength(1);
});

const actions: readonly FaultRule['action'][] = [
  { kind: 'status', status: 503 },
  { kind: 'emptySuccess' },
  { kind: 'lostRows' },
  { kind: 'slow', ms: 0 },
  { kind: 'truncate' },
  { kind: 'reset' },
];

test.each((['before', 'after'] as const).flatMap((when) => actions.map((action) => ({ when, action }))))(
  '%o strikes with its probability',
  async ({ when, action }) => {
    const standin = await givenStandin();
    standin.faults.inject({ when, action, probability: 0 });
    expect((await upsert(standin, [associate('1')])).body.results).toHaveLength(1);

    standin.faults.clear();
    const fault = standin.faults.inject({ when, action, probability: 1 });
    await Promise.allSettled([upsert(standin, [associate('2')])]);

    expect(fault.fired()).toBe(1);
    expect(standin.journal()[1]?.fault).toBe(`${when} ${action.kind}`);
  },
);

import { describe, expect, it } from 'vitest';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { createCircuit } from '../../../shared/sync/health/circuit.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { documentInMemory } from '../../support/inMemory.ts';

/** Several instances over one document, a clock to move, and a HubSpot that is well or not. */
function setUp(instances = 3) {
  const state: { now: number; trouble: Error | undefined; tries: number } = {
    now: 0,
    trouble: undefined,
    tries: 0,
  };
  const document = documentInMemory();
  const log: LogEntry[] = [];
  const events: SyncEvent[] = [];
  const circuits = Array.from({ length: instances }, () =>
    createCircuit({
      document,
      tryHubSpot: async () => {
        state.tries++;
        if (state.trouble) throw state.trouble;
      },
      clock: { now: () => state.now },
      telemetry: { emit: (event) => void events.push(event), flush: async () => undefined },
    })((entry) => void log.push(entry)),
  );
  return { circuits, state, log, events };
}

const refused = new StopAndAlert('HUBSPOT_REFUSED', 'The token is not accepted.', { stopsEverything: true });

describe('the circuit', () => {
  it('opens for all instances and raises one alert, however many meet the refusal', async () => {
    const { circuits, log, events, state } = setUp();
    state.trouble = refused;
    await Promise.all(circuits.map((circuit) => circuit.openIfConfirmed()));
    state.tries = 0;
    for (const circuit of circuits) {
      await expect(circuit.pass()).rejects.toMatchObject({
        code: 'CIRCUIT_OPEN',
        message: expect.stringContaining('The token is not accepted.'),
      });
    }
    expect(log).toMatchObject([{ level: 'error', operation: 'CIRCUIT', code: 'HUBSPOT_REFUSED' }]);
    expect(events).toEqual([
      { name: 'Outage', dimensions: { code: 'HUBSPOT_REFUSED', state: 'open' }, measurements: { openMs: 0 } },
    ]);
    expect(state.tries).toBe(0);
  });

  it.each([
    ['takes a call without content', undefined],
    ['does not answer', new RetryLater('HUBSPOT_UNREACHABLE', 'No answer.')],
  ])(
    'stays closed when HubSpot refused one call and %s: the refusal may be about what was in it',
    async (_, trouble) => {
      const { circuits, state, log } = setUp();
      state.trouble = trouble;
      await circuits[0]?.openIfConfirmed();
      expect(state.tries).toBe(1);
      for (const circuit of circuits) await circuit.pass();
      expect(log).toEqual([]);
    },
  );

  it('says what HubSpot refuses to a call without content, not what it refused before', async () => {
    const { circuits, state } = setUp();
    state.trouble = new StopAndAlert('KEY_PROPERTY_MISSING', 'There is no key.', { stopsEverything: true });
    await circuits[0]?.openIfConfirmed();
    expect(await circuits[1]?.read()).toMatchObject({
      code: 'KEY_PROPERTY_MISSING',
      reason: 'There is no key.',
    });
  });

  it('lets one of all instances try a minute later, and stays open while HubSpot refuses or does not answer', async () => {
    const { circuits, state } = setUp();
    state.trouble = refused;
    await circuits[0]?.openIfConfirmed();
    for (const trouble of [refused, new RetryLater('HUBSPOT_UNREACHABLE', 'No answer.')]) {
      state.trouble = trouble;
      state.now += 60_000;
      state.tries = 0;
      const passed = await Promise.allSettled(circuits.map((circuit) => circuit.pass()));
      expect(passed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(state.tries).toBe(1);
    }
  });

  // promise 6
  it('closes by itself when HubSpot answers again, and says so once', async () => {
    const { circuits, state, log, events } = setUp();
    state.trouble = refused;
    await circuits[0]?.openIfConfirmed();
    state.trouble = undefined;
    state.now += 60_000;
    await circuits[1]?.pass();
    for (const circuit of circuits) await circuit.pass();
    expect(await circuits[2]?.read()).toBeUndefined();
    expect(log.map(({ status }) => status)).toEqual(['FAILED', 'SUCCESS']);
    expect(events.map(({ dimensions }) => 'state' in dimensions && dimensions.state)).toEqual([
      'open',
      'closed',
    ]);
  });

  it('that an instance opened itself is open to it at once, however lately it was closed', async () => {
    const { circuits, state } = setUp(1);
    const [only] = circuits;
    await only?.pass();
    state.trouble = refused;
    await only?.openIfConfirmed();
    await expect(only?.pass()).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
  });

  it('that is closed is not asked again for ten seconds', async () => {
    const { circuits, state } = setUp(2);
    const [mine, theirs] = circuits;
    await mine?.pass();
    state.trouble = refused;
    await theirs?.openIfConfirmed();
    state.now += 9_999;
    await mine?.pass();
    state.now += 1;
    await expect(mine?.pass()).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
  });
});

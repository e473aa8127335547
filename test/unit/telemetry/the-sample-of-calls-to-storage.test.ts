import { expect, it } from 'vitest';
import { createCallSample } from '../../../shared/telemetry/sample.ts';

const storage = { type: 'Azure Storage', success: true } as const;

it('stands for about as many calls as there were, whatever the rhythm of a batch', () => {
  const sampleRateOf = createCallSample();
  const perBatch = 5;
  const rates = Array.from({ length: 1_000 * perBatch }, () => sampleRateOf(storage));
  for (let place = 0; place < perBatch; place++) {
    const ofPlace = rates.filter((_, at) => at % perBatch === place);
    const counted = ofPlace.reduce((sum, rate) => sum + (rate > 0 ? 100 / rate : 0), 0);
    expect(Math.abs(counted - 1_000)).toBeLessThanOrEqual(50);
  }
});

it('leaves out no failure and no call to anybody else', () => {
  const sampleRateOf = createCallSample();
  for (let call = 0; call < 100; call++) {
    expect(sampleRateOf({ ...storage, success: false })).toBe(100);
    expect(sampleRateOf({ type: 'HubSpot', success: true })).toBe(100);
    expect(sampleRateOf({ type: 'SQL', success: true })).toBe(100);
  }
});

import { expect, it } from 'vitest';
import { createCallSample } from '../../../shared/telemetry/trackDependency.ts';

const storage = { type: 'Azure Storage', success: true } as const;

it('stands for about as many calls as there were, whatever the rhythm of a batch', () => {
  const weightOf = createCallSample();
  const perBatch = 5;
  const weights = Array.from({ length: 1_000 * perBatch }, () => weightOf(storage));
  for (let place = 0; place < perBatch; place++) {
    const ofPlace = weights.filter((_, at) => at % perBatch === place);
    const counted = ofPlace.reduce((sum, weight) => sum + weight, 0);
    expect(Math.abs(counted - 1_000)).toBeLessThanOrEqual(50);
  }
});

it('leaves out no failure and no call to anybody else', () => {
  const weightOf = createCallSample();
  for (let call = 0; call < 100; call++) {
    expect(weightOf({ ...storage, success: false })).toBe(1);
    expect(weightOf({ type: 'HubSpot', success: true })).toBe(1);
    expect(weightOf({ type: 'SQL', success: true })).toBe(1);
  }
});

import { expect, it } from 'vitest';
import { currentInvocation, inInvocation } from '../../../shared/telemetry/invocation.ts';

const trace = (digit: string) => ({ traceId: digit.repeat(32), spanId: digit.repeat(16) });
const parentOf = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-00`;

it('invocations that run at the same time are told apart, however long they wait', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map((digit) =>
      inInvocation(parentOf(digit), async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return currentInvocation();
      }),
    ),
  );
  expect(seen).toEqual([trace('a'), trace('b')]);
});

it.each([undefined, '', 'nonsense'])('without a readable traceparent (%j) it is nobody’s', (parent) => {
  expect(inInvocation(parentOf('a'), () => inInvocation(parent, currentInvocation))).toBeUndefined();
});

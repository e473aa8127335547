import { expect, it } from 'vitest';
import { canonical } from '../../checks/infra/canonical.ts';

it('a snapshot is the same text in whatever order the compiler wrote it, except for lists', () => {
  const one = { predictedResources: [{ id: 'a', list: [2, 1] }, { id: 'b' }], outputs: { x: 1, y: 2 } };
  const other = { outputs: { y: 2, x: 1 }, predictedResources: [{ id: 'b' }, { list: [2, 1], id: 'a' }] };
  expect(canonical(JSON.stringify(other))).toBe(canonical(JSON.stringify(one)));
  const changed = { ...one, predictedResources: [{ id: 'a', list: [1, 2] }, { id: 'b' }] };
  expect(canonical(JSON.stringify(changed))).not.toBe(canonical(JSON.stringify(one)));
});

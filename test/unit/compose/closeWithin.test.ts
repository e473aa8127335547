import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeWithin } from '../../../shared/compose/closeWithin.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<void>(() => undefined);

it('ends when everything has ended, whatever failed, and leaves no timer', async () => {
  const ended: string[] = [];
  await closeWithin(4_000, [
    async () => {
      throw new Error('It was closed already.');
    },
    async () => void ended.push('flushed'),
  ]);
  expect(ended).toEqual(['flushed']);
  expect(vi.getTimerCount()).toBe(0);
});

it('has one limit for all, however many do not end', async () => {
  let isOver = false;
  const closing = closeWithin(4_000, [never, never]).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(3_999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isOver).toBe(true);
  await closing;
});

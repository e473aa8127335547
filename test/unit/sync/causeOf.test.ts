import { expect, it } from 'vitest';
import { causeOf } from '../../../shared/sync/queue/causeOf.ts';

function thrown(error: Error, ...frames: readonly string[]): Error {
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

it.each([
  ['    at mapRow (file:///home/site/wwwroot/dist/main.js:12:34)', 'TypeError at mapRow (main.js:12:34)'],
  ['    at async Promise.all (/app/dist/main.js:1:2)', 'TypeError at Promise.all (main.js:1:2)'],
  ['    at /app/dist/main.js:7:8', 'TypeError at main.js:7:8'],
  ['    at C:\\\\site\\\\dist\\\\main.js:7:8', 'TypeError at main.js:7:8'],
  ['    at <anonymous>', 'TypeError'],
])('names the error and the first place of its stack: %s', (frame, cause) => {
  expect(causeOf(thrown(new TypeError('María Mora'), frame))).toBe(cause);
});

// promise 8
it('never shows a text, whatever was thrown', () => {
  const secretive = thrown(new Error('1-1111-1111'));
  secretive.name = 'María Mora, 1-1111-1111';
  expect(causeOf(secretive)).toBe('Error');
  expect(causeOf('María Mora')).toBe('no error was thrown');
});

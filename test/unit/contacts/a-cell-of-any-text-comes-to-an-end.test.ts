// promise 5
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { LONGEST_TEXT } from '../../../shared/contacts/rules/text.ts';

/** What a pattern that goes back over its text takes minutes for takes milliseconds otherwise. */
const LONGEST_SILENCE_MS = 5_000;

const long = (text: string) => text.repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT - 2);
const TEXTS: Readonly<Record<string, string>> = {
  'eighty letters and marks, which two alternatives may take': `${'\u0451\u0301'.repeat(40)}!!`,
  'a run of signs between two letters': `a${long(')')}a`,
  'a run of separators between two letters': `x${long(';')}x`,
  'a run of blanks between two letters': `x${long(' ')}x`,
  'a word of 65,536 letters': long('a'),
  'opened brackets': long('('),
  fillers: long('no tiene '),
  'halves of entities': long('&#'),
  'garbled letters': long('Ã¡'),
  'zeros behind a point': `1.${long('0')}`,
};

it('whatever the text, in whatever column', async () => {
  expect(await silentIn(TEXTS)).toBeUndefined();
});

/** Where the worker fell silent; undefined when it came to its end. */
function silentIn(texts: Readonly<Record<string, string>>): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('cells.worker.ts', import.meta.url), { workerData: texts });
    let at = 'its start';
    const giveUp = () => {
      resolve(at);
      void worker.terminate();
    };
    // Importing what is tried takes longest.
    let limit = setTimeout(giveUp, 10 * LONGEST_SILENCE_MS);
    worker.on('message', (begun: string) => {
      at = begun;
      clearTimeout(limit);
      limit = setTimeout(giveUp, LONGEST_SILENCE_MS);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(limit);
      resolve(undefined);
    });
  });
}

import { expect, it } from 'vitest';
import { toCsv } from '../../../shared/web/views/reviews/csv.ts';

const review = {
  numeroAsociado: 'A-000001',
  code: 'EMAIL_INVALID',
  outcome: 'rejected',
  message: 'El correo no es válido.',
  properties: ['email'],
  since: '2026-11-27T20:05:00.000Z',
  attempts: 1,
  durationMs: 5,
  runId: 'r',
  batchId: 'b',
  tries: 2,
} as const;

it('holds keys and codes, and nothing else of a record', () => {
  const csv = toCsv([
    { ...review, properties: [...review.properties], seen: { mark: 'lookedAt', at: review.since } },
  ]);
  expect(csv).toBe(
    '\uFEFFnumeroAsociado,code,outcome,since,tries,seen\r\nA-000001,EMAIL_INVALID,rejected,2026-11-27T20:05:00.000Z,2,lookedAt\r\n',
  );
});

it.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+506', "'+506"],
  ['-1', "'-1"],
  ['@a', "'@a"],
  ['a,b', '"a,b"'],
  ['a\nb', '"a\nb"'],
])('gives a spreadsheet no formula and no other cell for the number %j', (numeroAsociado, cell) => {
  const csv = toCsv([{ ...review, properties: [], numeroAsociado }]);
  expect(csv.split('\r\n')[1]).toBe(`${cell},EMAIL_INVALID,rejected,${review.since},2,`);
});

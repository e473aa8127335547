import { describe, expect, it } from 'vitest';
import { parseObject } from '../../../shared/cli/rows/records/parseObject.ts';
import { readCsv } from '../../../shared/cli/rows/records/readCsv.ts';
import { splitLines } from '../../../shared/cli/rows/records/splitLines.ts';
import { splitObjects } from '../../../shared/cli/rows/records/splitObjects.ts';
import { randomFrom } from '../../support/associates.ts';

const random = randomFrom(23);
const below = (most: number) => Math.floor(random() * most);
const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const size = 1 + below(9);
    yield text.slice(at, at + size);
    at += size;
  }
}

const read = (text: string, delimiter: string, columns: number, end: '\n' | '\r' = '\n') => [
  ...readCsv(splitLines(pieces(text), end), delimiter, columns),
];

/** Never a line of blanks alone, which is none. */
const CELLS = ['a', 'MORA', 'O"Neil', '""', 'x;y', ';', 'a,b', 'one\ntwo', '\n', '"', ' b', 'NULL', '5'];
/**
 * Those that a quote which opened by mistake may take for its end among them. Not those that begin with a line end: behind such a
 * quote nobody could tell.
 */
const STRANGE = [...CELLS.filter((text) => !text.startsWith('\n')), null, null, ';b'];

function cell(delimiter: string, value: string): string {
  const needsQuotes = value === 'NULL' || value === '' || /["\n\r]/.test(value) || value.includes(delimiter);
  return needsQuotes || random() < 0.2 ? `"${value.replaceAll('"', '""')}"` : value;
}

describe('CSV', () => {
  it('comes back as it was written, in pieces of any size', () => {
    for (let round = 0; round < 300; round++) {
      const delimiter = pick([';', ',', '\t', '|'], ';');
      const columns = 3 + below(4);
      const rows = times(1 + below(8), () => times(columns, () => pick(CELLS, 'a')));
      const end = pick(['\n', '\r\n'], '\n');
      const text = rows
        .map((row) => row.map((value) => cell(delimiter, value)).join(delimiter) + end)
        .join('');
      expect(
        read(text, delimiter, columns).map(({ fields }) => fields),
        JSON.stringify(text),
      ).toEqual(rows);
    }
  });

  it('loses one row to a stray quote, whatever stands in the others', () => {
    for (let round = 0; round < 3000; round++) {
      const columns = 3 + below(4);
      const rows = times(3 + below(8), () => times(columns, () => pick(STRANGE, null)));
      const spoilt = below(rows.length);
      const at = below(columns);
      const lines = rows.map((row, index) =>
        row
          .map((value, column) =>
            index === spoilt
              ? `${column === at ? '"' : ''}s${column}`
              : value === null
                ? ''
                : cell(';', value),
          )
          .join(';'),
      );
      const records = read(`${lines.join('\n')}\n`, ';', columns);
      const readable = records.flatMap(({ fields }) => (fields ? [fields] : []));
      expect(readable, lines.join('\n')).toEqual(rows.filter((_, index) => index !== spoilt));
      expect(records).toHaveLength(rows.length);
    }
  });

  it('loses one row to a stray quote that another one, rows below, seems to close', () => {
    for (let round = 0; round < 1000; round++) {
      const columns = 3 + below(4);
      const rows = times(4 + below(6), (row) =>
        times(columns, (at) => (at < columns - 2 ? `${row}` : pick(['5', null], null))),
      );
      const opens = below(rows.length - 1);
      const closes = opens + 1 + below(rows.length - opens - 1);
      // Not the first field: what lies between the last and that one holds no delimiter, as the lines of an address.
      const [openAt, closeAt] = [below(columns), 1 + below(columns - 1)];
      const spoilt = rows.map((row, index) =>
        row.map((value, at) => {
          if (index === opens && at === openAt) return `"${value ?? ''}`;
          return index === closes && at === closeAt ? `${value ?? 'x'}"` : value;
        }),
      );
      const text = spoilt.map((row) => row.map((value) => value ?? '').join(';')).join('\n');
      const found = read(text, ';', columns).flatMap(({ fields }) => (fields ? [fields] : []));
      expect(found, text).toEqual(spoilt.filter((_, index) => index !== opens));
    }
  });

  it('says where a quote opened and how many lines it would have swallowed', () => {
    const text = ['1;a;b', '2;"a;b', '3;a;b', '4;a;b', '5;"c";"d'].join('\n');
    expect(read(text, ';', 3).map(({ line, quote }) => ({ line, ...quote }))).toEqual([
      { line: 1 },
      { line: 2, swallowed: 3 },
      { line: 3 },
      { line: 4 },
      { line: 5, swallowed: 0 },
    ]);
  });

  it('reads on below a quote that nothing closes for a thousand lines', () => {
    const text = ['"a;b', ...times(5000, (at) => `${at};b`)].join('\n');
    const records = read(text, ';', 2);
    expect(records.filter(({ fields }) => !fields)).toEqual([
      { line: 1, fields: undefined, quote: { line: 1, swallowed: 1000 } },
    ]);
    expect(records).toHaveLength(5001);
  });

  it('has lines that end in carriage returns', () => {
    expect(read('1;a\r2;"b""c"\r', ';', 2, '\r').map(({ fields }) => fields)).toEqual([
      ['1', 'a'],
      ['2', 'b"c'],
    ]);
  });
});

describe('JSON objects', () => {
  const TEXTS = ['a', '{', '}', '[', ']', '"', '\\', '\\"', 'one\ntwo', ',', 'é', '"}'];
  const object = (index: number) => ({
    index,
    text: pick(TEXTS, 'a'),
    inner: { list: [pick(TEXTS, 'a'), {}] },
  });
  const objects = (text: string, end: '\n' | '\r' = '\n') =>
    [...splitObjects(pieces(text), end)].map((line) => parseObject(line.text));

  it('come back from an array, or one behind another, in pieces of any size', () => {
    for (let round = 0; round < 300; round++) {
      const given = times(1 + below(5), object);
      const indent = pick([0, 2], 0);
      const inArray = JSON.stringify(given, null, indent);
      const behind = given.map((one) => JSON.stringify(one, null, indent)).join('\n');
      expect(objects(inArray)).toEqual(given);
      expect(objects(behind)).toEqual(given);
    }
  });

  it('know the line in which they begin', () => {
    const text = '[\n{"a":1},{"a":2},\n\n{"a":\n3}]';
    expect([...splitObjects(pieces(text), '\n')].map(({ number }) => number)).toEqual([2, 2, 4]);
  });

  it('are lost one by one where a quote is missing', () => {
    const lines = times(6, (at) => JSON.stringify({ at, name: 'MORA', email: 'a@example.com' }));
    for (let quote = 0; quote < 10; quote++) {
      let seen = 0;
      const damaged = (lines[2] ?? '').replace(/"/g, (mark) => (seen++ === quote ? '' : mark));
      const text = `[${lines.with(2, damaged).join(',\n')}]`;
      const found = objects(text).map((one) => one?.['at']);
      expect(found, damaged).toEqual([0, 1, undefined, 3, 4, 5]);
    }
  });

  it('that are none, between others, are told', () => {
    expect(objects('[{"a":1}, 5, {"a":2}, "x"]')).toEqual([{ a: 1 }, undefined, { a: 2 }, undefined]);
  });
});

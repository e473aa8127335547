import { describe, expect, it } from 'vitest';
import { openClaimBook } from '../../../shared/writer/claimBook.ts';
import { openKeySpool } from '../../../shared/writer/keySpool.ts';

const upper = (key: string) => key.toUpperCase();

describe('the spool of keys', () => {
  it('gives each key once, in the order of the ledger, in pages', async () => {
    const spool = await openKeySpool(upper, Number.POSITIVE_INFINITY);
    spool.add(['b-2', 'A-1', 'a-1', 'ñ', '\uFF01', '\u{1F600}', 'A-1', '']);
    spool.add(['A-1', 'B-1']);
    expect(spool.count).toBe(8);
    const pages: (readonly string[])[] = [];
    for (let page = spool.next(3); page.length > 0; page = spool.next(3)) pages.push(page);
    expect(pages).toEqual([
      ['', 'A-1', 'a-1'],
      ['B-1', 'b-2', 'ñ'],
      ['\u{1F600}', '\uFF01'],
    ]);
    spool.close();
  });

  it('takes no more than its limit, and begins anew when it is cleared', async () => {
    const spool = await openKeySpool(upper, 2);
    spool.add(['a', 'a', 'b', 'c']);
    expect([spool.count, spool.next(10)]).toEqual([2, ['a', 'b']]);
    spool.clear();
    spool.add(['c']);
    expect([spool.count, spool.next(10)]).toEqual([1, ['c']]);
    spool.close();
  });
});

describe('the book of claims', () => {
  it('names who claimed a value first, whoever asks later', async () => {
    const book = await openClaimBook();
    expect(book.claim('email', 'a@example.com', 'A')).toBe('A');
    expect(book.claim('email', 'a@example.com', 'B')).toBe('A');
    expect(book.claim('cedula', 'a@example.com', 'B')).toBe('B');
    expect(book.claim('email', 'a@example.com', 'A')).toBe('A');
    book.close();
  });
});

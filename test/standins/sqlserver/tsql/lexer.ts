import { refuse, SqlError, syntaxError } from '../errors.ts';

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'variable'
  | 'global'
  | 'string'
  | 'number'
  | 'hex'
  | 'op'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Without brackets, quotes and doubled quotes; a word keeps its case. */
  readonly text: string;
  readonly line: number;
  /** N'…' */
  readonly national: boolean;
}

const PATTERN = new RegExp(
  [
    '(?<space>[\\s\\u00a0]+|--[^\\n]*)',
    '(?<comment>/\\*)',
    "(?<string>[nN]?'(?:[^']|'')*')",
    '(?<bracket>\\[(?:[^\\]]|\\]\\])*\\])',
    '(?<double>"(?:[^"]|"")*")',
    '(?<global>@@\\w+)',
    '(?<variable>@[\\w@#$]+)',
    '(?<hex>0[xX][0-9a-fA-F]*)',
    '(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)',
    '(?<word>[\\p{L}_#][\\p{L}\\p{N}_@#$]*)',
    '(?<op><=|>=|<>|!=|!<|!>|\\+=|-=|\\*=|[-+*/%=<>(),.;&|^~:])',
  ].join('|'),
  'uy',
);

/** Cuts a batch into tokens. Block comments nest, as in T-SQL. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  while (at < sql.length) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(sql)?.groups;
    if (groups === undefined) throw unreadable(sql, at, line);
    const end = groups['comment'] === undefined ? PATTERN.lastIndex : endOfComment(sql, at, line);
    const token = toToken(groups, line);
    if (token !== undefined) tokens.push(token);
    for (let i = at; i < end; i += 1) if (sql.charCodeAt(i) === 10) line += 1;
    at = end;
  }
  tokens.push({ kind: 'end', text: '', line, national: false });
  return tokens;
}

function unreadable(sql: string, at: number, line: number): SqlError {
  const char = sql.charAt(at);
  if (char !== "'" && char !== '[' && char !== '"') return syntaxError(char, line);
  return new SqlError(
    105,
    `Unclosed quotation mark after the character string '${sql.slice(at + 1, at + 60)}'.`,
    {
      severity: 15,
      line,
    },
  );
}

function endOfComment(sql: string, start: number, line: number): number {
  let depth = 0;
  for (let i = start; i < sql.length - 1; i += 1) {
    const pair = sql.slice(i, i + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    else continue;
    i += 1;
    if (depth === 0) return i + 1;
  }
  throw new SqlError(113, "Missing end comment mark '*/'.", { severity: 15, line });
}

function toToken(groups: Readonly<Record<string, string | undefined>>, line: number): Token | undefined {
  const token = (kind: TokenKind, text: string, national = false): Token => ({ kind, text, line, national });
  if (groups['word'] !== undefined) return token('word', groups['word']);
  if (groups['op'] !== undefined) return token('op', groups['op'] === '!=' ? '<>' : groups['op']);
  if (groups['variable'] !== undefined) return token('variable', groups['variable'].slice(1));
  if (groups['global'] !== undefined) return token('global', groups['global'].slice(2));
  if (groups['number'] !== undefined) return token('number', groups['number']);
  if (groups['hex'] !== undefined) return token('hex', groups['hex'].slice(2));
  if (groups['bracket'] !== undefined)
    return token('quoted', groups['bracket'].slice(1, -1).replaceAll(']]', ']'));
  if (groups['double'] !== undefined)
    return token('quoted', groups['double'].slice(1, -1).replaceAll('""', '"'));
  const text = groups['string'];
  if (text === undefined) return undefined;
  const start = text.indexOf("'");
  return token('string', text.slice(start + 1, -1).replaceAll("''", "'"), start === 1);
}

/** A cursor over the tokens of one batch. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get line(): number {
    return this.peek().line;
  }

  get position(): number {
    return this.#at;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw syntaxError('', 1);
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** True when the next tokens are these words, in any case. */
  isWord(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token.kind === 'word' && token.text.toUpperCase() === word;
    });
  }

  acceptWord(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.#at += words.length;
    return true;
  }

  expectWord(...words: readonly string[]): void {
    for (const word of words) if (!this.acceptWord(word)) throw this.unexpected();
  }

  isOp(op: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'op' && token.text === op;
  }

  acceptOp(op: string): boolean {
    if (!this.isOp(op)) return false;
    this.#at += 1;
    return true;
  }

  expectOp(op: string): void {
    if (!this.acceptOp(op)) throw this.unexpected();
  }

  /** One or more, with commas between. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.acceptOp(',')) items.push(item());
    return items;
  }

  /** The same in parentheses. */
  parenthesized<T>(item: () => T): T[] {
    this.expectOp('(');
    const items = this.list(item);
    this.expectOp(')');
    return items;
  }

  name(): string {
    const token = this.peek();
    const isName =
      token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text.toUpperCase()));
    if (!isName) throw this.unexpected();
    this.#at += 1;
    return token.text;
  }

  integer(): number {
    const token = this.next();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw syntaxError(token.text, token.line);
    return Number(token.text);
  }

  unexpected(): SqlError {
    const token = this.peek();
    return syntaxError(token.text, token.line);
  }

  /** Refuses a construct when the next tokens are these words. */
  refuseWord(...words: readonly string[]): void {
    if (this.isWord(...words)) throw refuse(words.join(' '), this.line);
  }
}

/** Words that cannot be a name without brackets ("Reserved keywords (Transact-SQL)", those that matter to the subset). */
export const RESERVED: ReadonlySet<string> = new Set(
  `ADD ALL ALTER AND ANY AS ASC BEGIN BETWEEN BY CASE CHECK CLOSE CLUSTERED COALESCE COLLATE COLUMN COMMIT CONSTRAINT CONVERT
  CREATE CROSS CURSOR DECLARE DEFAULT DELETE DENY DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXEC EXECUTE EXISTS FETCH FOR FOREIGN
  FROM FULL FUNCTION GRANT GROUP HAVING HOLDLOCK IDENTITY IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY LEFT LIKE MERGE
  NONCLUSTERED NOT NULL NULLIF OF OFF ON OPEN OPTION OR ORDER OUTER OVER PERCENT PIVOT PRIMARY PRINT PROC PROCEDURE RAISERROR
  REFERENCES RETURN REVOKE RIGHT ROLLBACK SAVE SELECT SET SOME TABLE TABLESAMPLE THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE
  UNION UNIQUE UNPIVOT UPDATE USE USER VALUES VIEW WHEN WHERE WHILE WITH`.split(/\s+/),
);

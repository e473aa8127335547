import { refuse } from '../errors.ts';
import type { Assignment, Expr, IsolationLevel, Join, SetOption, Statement } from './ast.ts';
import { Cursor, tokenize } from './lexer.ts';
import { parseAlter, parseCreate, parseDrop } from './parseDdl.ts';
import { parseExpression } from './parseExpression.ts';
import { parseFrom, parseSelect, parseTableName } from './parseSelect.ts';

/** Parses a whole batch before any of it runs, as SQL Server does: a syntax error executes nothing. */
export function parseBatch(sql: string): Statement[] {
  const cursor = new Cursor(tokenize(sql));
  const statements = parseStatements(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return statements;
}

function parseStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.acceptOp(';'));
    if (cursor.peek().kind === 'end' || cursor.isWord('END')) return statements;
    statements.push(...parseStatement(cursor));
  }
}

/** One statement, or the statements of a BEGIN … END block. */
function parseStatement(cursor: Cursor): Statement[] {
  const token = cursor.peek();
  const word = token.kind === 'word' ? token.text.toUpperCase() : '';
  if (word === 'BEGIN' && !isTransactionWord(cursor)) return parseBlock(cursor);
  const parse = STATEMENTS[word];
  if (parse !== undefined) return [parse(cursor)];
  if (REFUSED_STATEMENTS.has(word)) throw refuse(word, token.line);
  throw cursor.unexpected();
}

const STATEMENTS: Readonly<Record<string, (cursor: Cursor) => Statement>> = {
  SELECT: parseSelect,
  INSERT: parseInsert,
  UPDATE: parseUpdate,
  DELETE: parseDelete,
  CREATE: parseCreate,
  DROP: parseDrop,
  ALTER: parseAlter,
  TRUNCATE: (cursor) => {
    cursor.expectWord('TRUNCATE', 'TABLE');
    return { kind: 'truncate', table: parseTableName(cursor) };
  },
  IF: parseIf,
  SET: parseSet,
  BEGIN: (cursor) => parseTransaction(cursor, 'begin'),
  COMMIT: (cursor) => parseTransaction(cursor, 'commit'),
  ROLLBACK: (cursor) => parseTransaction(cursor, 'rollback'),
};

const REFUSED_STATEMENTS: ReadonlySet<string> = new Set(
  `MERGE WITH DECLARE EXEC EXECUTE PRINT RAISERROR THROW WHILE RETURN GOTO BREAK CONTINUE USE GRANT REVOKE DENY BACKUP RESTORE DBCC
  WAITFOR KILL OPEN CLOSE FETCH DEALLOCATE BULK RECONFIGURE CHECKPOINT SAVE ENABLE DISABLE`.split(/\s+/),
);

function isTransactionWord(cursor: Cursor): boolean {
  for (const word of ['TRY', 'CATCH', 'DISTRIBUTED']) cursor.refuseWord('BEGIN', word);
  return cursor.isWord('BEGIN', 'TRAN') || cursor.isWord('BEGIN', 'TRANSACTION');
}

function parseBlock(cursor: Cursor): Statement[] {
  cursor.expectWord('BEGIN');
  const statements = parseStatements(cursor);
  cursor.expectWord('END');
  return statements;
}

function parseIf(cursor: Cursor): Statement {
  cursor.expectWord('IF');
  const condition = parseExpression(cursor);
  const whenTrue = parseStatement(cursor);
  if (cursor.isOp(';') && cursor.peek(1).text.toUpperCase() === 'ELSE') cursor.next();
  const whenFalse = cursor.acceptWord('ELSE') ? parseStatement(cursor) : [];
  return { kind: 'if', condition, whenTrue, whenFalse };
}

function parseTransaction(cursor: Cursor, action: 'begin' | 'commit' | 'rollback'): Statement {
  cursor.next();
  const named = cursor.acceptWord('TRANSACTION') || cursor.acceptWord('TRAN') || cursor.acceptWord('WORK');
  if (named && cursor.peek().kind === 'quoted') cursor.next();
  return { kind: 'transaction', action };
}

function parseInsert(cursor: Cursor): Statement {
  cursor.expectWord('INSERT');
  cursor.acceptWord('INTO');
  cursor.refuseWord('TOP');
  const table = parseTableName(cursor);
  const columns = cursor.isOp('(') ? cursor.parenthesized(() => cursor.name()) : undefined;
  cursor.refuseWord('OUTPUT');
  cursor.refuseWord('WITH');
  cursor.refuseWord('DEFAULT', 'VALUES');
  if (cursor.isWord('EXEC') || cursor.isWord('EXECUTE')) throw refuse('INSERT … EXEC', cursor.line);
  if (cursor.isWord('SELECT'))
    return { kind: 'insert', table, columns, rows: undefined, query: parseSelect(cursor) };
  cursor.expectWord('VALUES');
  const rows = cursor.list(() => cursor.parenthesized(() => parseInsertValue(cursor)));
  return { kind: 'insert', table, columns, rows, query: undefined };
}

function parseInsertValue(cursor: Cursor): Expr {
  cursor.refuseWord('DEFAULT');
  return parseExpression(cursor);
}

function parseUpdate(cursor: Cursor): Statement {
  cursor.expectWord('UPDATE');
  cursor.refuseWord('TOP');
  const target = parseTableName(cursor);
  cursor.expectWord('SET');
  const set = cursor.list(() => parseAssignment(cursor));
  cursor.refuseWord('OUTPUT');
  const from: Join[] = cursor.acceptWord('FROM') ? parseFrom(cursor) : [];
  const where = cursor.acceptWord('WHERE') ? parseExpression(cursor) : undefined;
  return { kind: 'update', target, set, from, where };
}

function parseAssignment(cursor: Cursor): Assignment {
  if (cursor.peek().kind === 'variable') throw refuse('SET @variable in an UPDATE', cursor.line);
  let column = cursor.name();
  if (cursor.acceptOp('.')) column = cursor.name();
  cursor.expectOp('=');
  cursor.refuseWord('DEFAULT');
  return { column, value: parseExpression(cursor) };
}

function parseDelete(cursor: Cursor): Statement {
  cursor.expectWord('DELETE');
  cursor.refuseWord('TOP');
  cursor.acceptWord('FROM');
  const table = parseTableName(cursor);
  cursor.refuseWord('OUTPUT');
  if (cursor.isWord('FROM')) throw refuse('DELETE … FROM … JOIN', cursor.line);
  const where = cursor.acceptWord('WHERE') ? parseExpression(cursor) : undefined;
  return { kind: 'delete', table, where };
}

/** Options of which the stand-in has the one behaviour that the drivers ask for. */
const ACCEPTED_OPTIONS: ReadonlySet<string> = new Set([
  'ANSI_NULLS ON',
  'ANSI_NULL_DFLT_ON ON',
  'ANSI_PADDING ON',
  'ANSI_WARNINGS ON',
  'ARITHABORT ON',
  'CONCAT_NULL_YIELDS_NULL ON',
  'CURSOR_CLOSE_ON_COMMIT OFF',
  'DATEFIRST 7',
  'DATEFORMAT MDY',
  'IMPLICIT_TRANSACTIONS OFF',
  'LANGUAGE US_ENGLISH',
  'NUMERIC_ROUNDABORT OFF',
  'QUOTED_IDENTIFIER ON',
]);

const FLAGS: Readonly<Record<string, SetOption>> = {
  'NOCOUNT ON': 'noCountOn',
  'NOCOUNT OFF': 'noCountOff',
  'XACT_ABORT ON': 'abortOn',
  'XACT_ABORT OFF': 'abortOff',
};

function parseSet(cursor: Cursor): Statement {
  const line = cursor.line;
  cursor.expectWord('SET');
  if (cursor.peek().kind === 'variable') throw refuse('SET @variable', line);
  if (cursor.acceptWord('TRANSACTION', 'ISOLATION', 'LEVEL'))
    return { kind: 'isolation', level: parseIsolation(cursor) };
  if (cursor.acceptWord('LOCK_TIMEOUT')) return { kind: 'lockTimeout', ms: parseTimeout(cursor) };
  const words = [cursor.next().text.toUpperCase(), cursor.next().text.toUpperCase()];
  const text = words.join(' ');
  const option = FLAGS[text];
  if (option !== undefined) return { kind: 'set', option };
  if (ACCEPTED_OPTIONS.has(text) || words[0] === 'TEXTSIZE') return { kind: 'set', option: 'none' };
  throw refuse(`SET ${text}`, line);
}

function parseIsolation(cursor: Cursor): IsolationLevel {
  if (cursor.acceptWord('READ', 'COMMITTED')) return 'read committed';
  if (cursor.acceptWord('REPEATABLE', 'READ')) return 'repeatable read';
  if (cursor.acceptWord('SERIALIZABLE')) return 'serializable';
  if (cursor.acceptWord('SNAPSHOT')) return 'snapshot';
  cursor.refuseWord('READ', 'UNCOMMITTED');
  throw cursor.unexpected();
}

/** Milliseconds; -1 waits for ever. */
function parseTimeout(cursor: Cursor): number {
  const negative = cursor.acceptOp('-');
  const ms = cursor.integer();
  return negative ? -1 : ms;
}

import { refuse } from '../errors.ts';
import { NULL_TYPE } from '../types.ts';
import type { ColumnDefinition, Expr, KeyDefinition, Statement, TableName } from './ast.ts';
import type { Cursor, Token } from './lexer.ts';
import { parseAlterDatabase, parseOnOff } from './parseAlterDatabase.ts';
import { parseExpression } from './parseExpression.ts';
import { parseTableName } from './parseSelect.ts';
import { parseType } from './parseType.ts';

export function parseCreate(cursor: Cursor): Statement {
  cursor.expectWord('CREATE');
  if (cursor.acceptWord('TABLE')) return parseCreateTable(cursor);
  if (cursor.acceptWord('TYPE')) return parseCreateType(cursor);
  const line = cursor.line;
  const unique = cursor.acceptWord('UNIQUE');
  cursor.refuseWord('CLUSTERED');
  cursor.acceptWord('NONCLUSTERED');
  if (cursor.acceptWord('INDEX')) return parseCreateIndex(cursor, unique);
  throw refuse(`CREATE ${cursor.peek().text.toUpperCase()}`, line);
}

function parseCreateTable(cursor: Cursor): Statement {
  const table = parseTableName(cursor);
  const columns: ColumnDefinition[] = [];
  const keys: KeyDefinition[] = [];
  cursor.expectOp('(');
  do {
    const key = parseTableConstraint(cursor);
    if (key !== undefined) keys.push(key);
    else columns.push(parseColumn(cursor, keys));
  } while (cursor.acceptOp(','));
  cursor.expectOp(')');
  if (cursor.isWord('ON') || cursor.isWord('WITH'))
    throw refuse(`CREATE TABLE … ${cursor.peek().text.toUpperCase()}`, cursor.line);
  const primary = new Set(
    keys.flatMap((key) => (key.primary ? key.columns.map((name) => name.toLowerCase()) : [])),
  );
  return {
    kind: 'createTable',
    table,
    keys,
    columns: columns.map((column) =>
      primary.has(column.name.toLowerCase()) ? { ...column, nullable: false } : column,
    ),
  };
}

/** Whether its columns are NULL each says for itself here. */
function parseCreateType(cursor: Cursor): Statement {
  const table = parseTableName(cursor);
  cursor.expectWord('FROM');
  const type = parseType(cursor, 1);
  if (!cursor.acceptWord('NOT', 'NULL')) cursor.acceptWord('NULL');
  return { kind: 'createType', name: table.name, type, table };
}

/** A type of the system's, or an alias type as \`dbo.name\`. */
function parseColumnType(cursor: Cursor): Pick<ColumnDefinition, 'type' | 'alias'> {
  if (!cursor.isWord('DBO')) return { type: parseType(cursor, 1) };
  const { name } = parseTableName(cursor);
  return { type: NULL_TYPE, alias: name };
}

function parseTableConstraint(cursor: Cursor): KeyDefinition | undefined {
  for (const word of ['CHECK', 'FOREIGN', 'INDEX', 'PERIOD']) cursor.refuseWord(word);
  if (!cursor.isWord('CONSTRAINT') && !cursor.isWord('PRIMARY') && !cursor.isWord('UNIQUE')) return undefined;
  const name = cursor.acceptWord('CONSTRAINT') ? cursor.name() : undefined;
  for (const word of ['CHECK', 'FOREIGN', 'DEFAULT']) cursor.refuseWord(word);
  const primary = parseKeyWords(cursor);
  const columns = cursor.parenthesized(() => {
    const column = cursor.name();
    if (!cursor.acceptWord('ASC')) cursor.acceptWord('DESC');
    return column;
  });
  return { name, primary, columns };
}

/** PRIMARY KEY or UNIQUE, clustered or not: the difference is one of plans. True for PRIMARY KEY. */
function parseKeyWords(cursor: Cursor): boolean {
  const primary = cursor.acceptWord('PRIMARY', 'KEY');
  if (!primary) cursor.expectWord('UNIQUE');
  if (!cursor.acceptWord('CLUSTERED')) cursor.acceptWord('NONCLUSTERED');
  return primary;
}

interface ColumnFlags {
  nullable: boolean;
  identity: boolean;
  defaultValue: Expr | undefined;
  defaultText: string | undefined;
}

function parseColumn(cursor: Cursor, keys: KeyDefinition[]): ColumnDefinition {
  const name = cursor.name();
  cursor.refuseWord('AS');
  const { type, alias } = parseColumnType(cursor);
  const flags: ColumnFlags = {
    // Unlike every other type a rowversion is NOT NULL unless it says otherwise.
    nullable: type.kind !== 'timestamp',
    identity: false,
    defaultValue: undefined,
    defaultText: undefined,
  };
  while (parseColumnOption(cursor, name, flags, keys));
  return { name, type, alias, ...flags };
}

/** Reads one of a column's options in whatever order they come; false when there is none left. */
function parseColumnOption(
  cursor: Cursor,
  column: string,
  flags: ColumnFlags,
  keys: KeyDefinition[],
): boolean {
  const constraint = cursor.acceptWord('CONSTRAINT') ? cursor.name() : undefined;
  for (const word of ['CHECK', 'REFERENCES', 'COLLATE', 'ROWGUIDCOL', 'SPARSE', 'MASKED', 'GENERATED'])
    cursor.refuseWord(word);
  if (cursor.acceptWord('NOT', 'NULL')) flags.nullable = false;
  else if (cursor.acceptWord('NULL')) flags.nullable = true;
  else if (cursor.isWord('IDENTITY')) {
    parseIdentity(cursor);
    flags.identity = true;
    flags.nullable = false;
  } else if (cursor.acceptWord('DEFAULT')) {
    const start = cursor.position;
    flags.defaultValue = parseExpression(cursor);
    flags.defaultText = sourceText(cursor, start);
  } else if (cursor.isWord('PRIMARY') || cursor.isWord('UNIQUE')) {
    keys.push({ name: constraint, primary: parseKeyWords(cursor), columns: [column] });
  } else return false;
  return true;
}

function parseIdentity(cursor: Cursor): void {
  const line = cursor.line;
  cursor.expectWord('IDENTITY');
  if (!cursor.isOp('(')) return;
  const [seed, step] = cursor.parenthesized(() => cursor.integer());
  if (seed !== 1 || step !== 1) throw refuse('IDENTITY other than (1,1)', line);
}

/** The tokens from `start` to here, written out again. */
function sourceText(cursor: Cursor, start: number): string {
  const words: string[] = [];
  for (let at = start; at < cursor.position; at += 1)
    words.push(tokenText(cursor.peek(at - cursor.position)));
  return words.join(' ');
}

function tokenText({ kind, text, national }: Token): string {
  switch (kind) {
    case 'string':
      return `${national ? 'N' : ''}'${text.replaceAll("'", "''")}'`;
    case 'quoted':
      return `[${text.replaceAll(']', ']]')}]`;
    case 'hex':
      return `0x${text}`;
    case 'global':
      return `@@${text}`;
    default:
      return text;
  }
}

function parseCreateIndex(cursor: Cursor, unique: boolean): Statement {
  const name = cursor.name();
  cursor.expectWord('ON');
  const table = parseTableName(cursor);
  const columns = cursor.parenthesized(() => {
    const column = cursor.name();
    const descending = cursor.acceptWord('DESC');
    if (!descending) cursor.acceptWord('ASC');
    return { name: column, descending };
  });
  const included = cursor.acceptWord('INCLUDE') ? cursor.parenthesized(() => cursor.name()) : [];
  const filtered = cursor.acceptWord('WHERE');
  if (filtered) parseExpression(cursor);
  if (filtered && unique) throw refuse('CREATE UNIQUE INDEX … WHERE', cursor.line);
  if (cursor.isWord('WITH')) throw refuse('CREATE INDEX … WITH', cursor.line);
  return { kind: 'createIndex', name, table, unique, columns, included, filtered };
}

export function parseDrop(cursor: Cursor): Statement {
  const line = cursor.line;
  cursor.expectWord('DROP');
  if (cursor.acceptWord('INDEX')) return parseDropIndex(cursor);
  if (!cursor.acceptWord('TABLE')) throw refuse(`DROP ${cursor.peek().text.toUpperCase()}`, line);
  const ifExists = cursor.acceptWord('IF', 'EXISTS');
  return { kind: 'dropTable', table: parseTableName(cursor), ifExists };
}

function parseDropIndex(cursor: Cursor): Statement {
  const ifExists = cursor.acceptWord('IF', 'EXISTS');
  const name = cursor.name();
  cursor.expectWord('ON');
  return { kind: 'dropIndex', name, table: parseTableName(cursor), ifExists };
}

function parseDisableIndex(cursor: Cursor): Statement {
  const name = cursor.name();
  cursor.expectWord('ON');
  const table = parseTableName(cursor);
  cursor.refuseWord('REBUILD');
  cursor.expectWord('DISABLE');
  return { kind: 'disableIndex', name, table };
}

export function parseAlter(cursor: Cursor): Statement {
  const line = cursor.line;
  cursor.expectWord('ALTER');
  if (cursor.acceptWord('INDEX')) return parseDisableIndex(cursor);
  if (cursor.acceptWord('DATABASE')) return parseAlterDatabase(cursor);
  if (!cursor.acceptWord('TABLE')) throw refuse(`ALTER ${cursor.peek().text.toUpperCase()}`, line);
  const table = parseTableName(cursor);
  if (cursor.acceptWord('ENABLE', 'CHANGE_TRACKING')) return parseTracking(cursor, table);
  if (cursor.acceptWord('DISABLE', 'CHANGE_TRACKING'))
    return { kind: 'trackChanges', table, on: false, columnsUpdated: false };
  if (cursor.acceptWord('DROP', 'COLUMN')) return { kind: 'dropColumn', table, column: cursor.name() };
  if (!cursor.acceptWord('ADD')) throw refuse(`ALTER TABLE … ${cursor.peek().text.toUpperCase()}`, line);
  if (cursor.isWord('CONSTRAINT') || cursor.isWord('PRIMARY'))
    throw refuse('ALTER TABLE … ADD CONSTRAINT', line);
  const keys: KeyDefinition[] = [];
  const column = parseColumn(cursor, keys);
  if (keys.length > 0 || column.identity) throw refuse('ALTER TABLE … ADD of a key or identity column', line);
  return { kind: 'addColumn', table, column };
}

function parseTracking(cursor: Cursor, table: TableName): Statement {
  let columnsUpdated = false;
  if (cursor.acceptWord('WITH')) {
    cursor.parenthesized(() => {
      cursor.expectWord('TRACK_COLUMNS_UPDATED');
      cursor.expectOp('=');
      columnsUpdated = parseOnOff(cursor);
    });
  }
  if (columnsUpdated) throw refuse('TRACK_COLUMNS_UPDATED = ON', cursor.line);
  return { kind: 'trackChanges', table, on: true, columnsUpdated };
}

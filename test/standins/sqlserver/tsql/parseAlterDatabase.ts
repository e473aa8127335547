import { refuse, SqlError } from '../errors.ts';
import type { DatabaseSetting, Statement } from './ast.ts';
import type { Cursor } from './lexer.ts';

/** ALTER DATABASE CURRENT | name SET …, after the word DATABASE. */
export function parseAlterDatabase(cursor: Cursor): Statement {
  const line = cursor.line;
  const database = cursor.acceptWord('CURRENT') ? undefined : cursor.name();
  if (!cursor.acceptWord('SET'))
    throw refuse(`ALTER DATABASE … ${cursor.peek().text.toUpperCase()}`, cursor.line);
  const setting = parseSetting(cursor);
  if (cursor.acceptWord('WITH') && !cursor.acceptWord('NO_WAIT')) cursor.expectWord('ROLLBACK', 'IMMEDIATE');
  return { kind: 'alterDatabase', database, setting, line };
}

function parseSetting(cursor: Cursor): DatabaseSetting {
  if (cursor.acceptWord('ALLOW_SNAPSHOT_ISOLATION')) return { kind: 'allowSnapshot', on: parseOnOff(cursor) };
  if (cursor.acceptWord('READ_COMMITTED_SNAPSHOT'))
    return { kind: 'readCommittedSnapshot', on: parseOnOff(cursor) };
  if (cursor.acceptWord('COMPATIBILITY_LEVEL')) {
    cursor.expectOp('=');
    const level = cursor.integer();
    if (level % 10 === 0 && level >= 100 && level <= 160) return { kind: 'compatibility', level };
    throw new SqlError(
      15048,
      'Valid values of the database compatibility level are 100, 110, 120, 130, 140, 150 or 160.',
    );
  }
  if (cursor.acceptWord('CHANGE_TRACKING')) return parseChangeTracking(cursor);
  throw refuse(`ALTER DATABASE … SET ${cursor.peek().text.toUpperCase()}`, cursor.line);
}

export function parseOnOff(cursor: Cursor): boolean {
  if (cursor.acceptWord('ON')) return true;
  cursor.expectWord('OFF');
  return false;
}

function parseChangeTracking(cursor: Cursor): DatabaseSetting {
  const isSwitch = cursor.acceptOp('=');
  const state = isSwitch ? (parseOnOff(cursor) ? 'on' : 'off') : 'keep';
  const options: { retention?: Retention; autoCleanup?: boolean } = {};
  if (state === 'keep' || (state === 'on' && cursor.isOp('(')))
    cursor.parenthesized(() => parseTrackingOption(cursor, options));
  return { kind: 'changeTracking', state, ...options };
}

type Retention = NonNullable<Extract<DatabaseSetting, { kind: 'changeTracking' }>['retention']>;

function parseTrackingOption(
  cursor: Cursor,
  options: { retention?: Retention; autoCleanup?: boolean },
): void {
  if (cursor.acceptWord('AUTO_CLEANUP')) {
    cursor.expectOp('=');
    options.autoCleanup = parseOnOff(cursor);
    return;
  }
  cursor.expectWord('CHANGE_RETENTION');
  cursor.expectOp('=');
  const amount = cursor.integer();
  const unit = (['MINUTES', 'HOURS', 'DAYS'] as const).find((one) => cursor.acceptWord(one));
  if (unit === undefined) throw cursor.unexpected();
  options.retention = { amount, unit };
}

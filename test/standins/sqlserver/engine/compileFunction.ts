import { refuse, SqlError } from '../errors.ts';
import { SERVER_NAME } from '../tds/tokens.ts';
import {
  BIGINT,
  commonType,
  familyOf,
  INT,
  ROWVERSION,
  type SqlType,
  scaledType,
  simpleType,
  textType,
} from '../types.ts';
import { CATALOGUE_FUNCTIONS } from './catalogueFunctions.ts';
import { compileConversion } from './compileConversion.ts';
import { compileComparison, compileValue } from './compileExpression.ts';
import { dateAddRoutine, dateDiffRoutine, dateUnit } from './dateArithmetic.ts';
import { type Arguments, type Call, type FunctionEntry, text } from './functionEntry.ts';
import type { CompileContext, Compiled, Scope } from './scope.ts';
import { quoteText } from './sqlText.ts';

const SYSNAME = textType('nvarchar', 128);

const FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  SYSUTCDATETIME: [0, 0, (args) => now(args.context, scaledType('datetime2', 7))],
  SYSDATETIME: [0, 0, (args) => now(args.context, scaledType('datetime2', 7), 'localNow')],
  GETDATE: [0, 0, (args) => now(args.context, simpleType('datetime'), 'localNow')],
  GETUTCDATE: [0, 0, (args) => now(args.context, simpleType('datetime'))],
  COALESCE: [2, 100, coalesce],
  ISNULL: [2, 2, isNull],
  NULLIF: [2, 2, nullIf],
  LEN: [1, 1, length],
  UPPER: [1, 1, (args) => changeText(args, 'upper', (text) => text.toUpperCase())],
  LOWER: [1, 1, (args) => changeText(args, 'lower', (text) => text.toLowerCase())],
  LTRIM: [1, 1, (args) => ({ ...text(args, 0), sql: `ltrim(${text(args, 0).sql})` })],
  RTRIM: [1, 1, (args) => ({ ...text(args, 0), sql: `rtrim(${text(args, 0).sql})` })],
  CONCAT: [2, 254, concat],
  DATEADD: [3, 3, dateAdd],
  DATEDIFF: [3, 3, (args) => dateDiff(args, INT)],
  DATEDIFF_BIG: [3, 3, (args) => dateDiff(args, BIGINT)],
  SCOPE_IDENTITY: [0, 0, (args) => ({ sql: args.context.session('identity'), type: BIGINT })],
  MIN_ACTIVE_ROWVERSION: [
    0,
    0,
    (args) => rowversion(args.context, 'minActiveRowversion', textType('binary', 8)),
  ],
  XACT_STATE: [
    0,
    0,
    (args) => ({ sql: `min(1, ${args.context.session('tranCount')})`, type: simpleType('smallint') }),
  ],
};

export function compileCall(context: CompileContext, scope: Scope, call: Call): Compiled {
  const entry = FUNCTIONS[call.name] ?? CATALOGUE_FUNCTIONS[call.name];
  if (entry === undefined) throw refuse(`the function ${call.name}`, call.line);
  const [least, most, compile] = entry;
  if (call.args.length < least || call.args.length > most) {
    const message = `The ${call.name.toLowerCase()} function requires ${least === most ? least : `${least} to ${most}`} argument(s).`;
    throw new SqlError(174, message, { severity: 15, line: call.line });
  }
  const value = (i: number): Compiled => {
    const arg = call.args[i];
    if (arg === undefined)
      throw new SqlError(174, `${call.name} lacks an argument.`, { severity: 15, line: call.line });
    return compileValue(context, scope, arg);
  };
  return compile({ context, call, count: call.args.length, value });
}

const VERSION =
  'SQL Server stand-in for tests: speaks TDS 7.4, executes a subset of T-SQL on SQLite. Not Microsoft SQL Server.';

/** The @@ values. */
export function compileGlobal(context: CompileContext, name: string, line: number): Compiled {
  switch (name) {
    case 'VERSION':
      return { sql: quoteText(VERSION), type: textType('nvarchar', 300) };
    case 'DBTS':
      return rowversion(context, 'dbts', textType('varbinary', 8));
    case 'TRANCOUNT':
      return { sql: context.session('tranCount'), type: INT };
    case 'ROWCOUNT':
      return { sql: context.session('rowCount'), type: INT };
    case 'SERVERNAME':
      return { sql: quoteText(SERVER_NAME), type: SYSNAME };
    case 'SPID':
      return { sql: context.session('sessionId'), type: simpleType('smallint') };
    default:
      throw refuse(`@@${name}`, line);
  }
}

function rowversion(context: CompileContext, what: 'dbts' | 'minActiveRowversion', type: SqlType): Compiled {
  return compileConversion(context, { sql: context.session(what), type: ROWVERSION }, type);
}

/** Constant within a statement, as in SQL Server. */
function now(context: CompileContext, type: SqlType, clock: 'utcNow' | 'localNow' = 'utcNow'): Compiled {
  return compileConversion(context, { sql: context.session(clock), type: scaledType('datetime2', 7) }, type);
}

function coalesce(args: Arguments): Compiled {
  const values = Array.from({ length: args.count }, (_, i) => args.value(i));
  const type = values.map((value) => value.type).reduce(commonType);
  return {
    sql: `coalesce(${values.map((value) => compileConversion(args.context, value, type).sql).join(', ')})`,
    type,
  };
}

/** Unlike COALESCE it has the type of its first argument, and cuts the second to it. */
function isNull(args: Arguments): Compiled {
  const first = args.value(0);
  const second = args.value(1);
  if (first.type.kind === 'null') return second;
  return {
    sql: `coalesce(${first.sql}, ${compileConversion(args.context, second, first.type).sql})`,
    type: first.type,
  };
}

function nullIf(args: Arguments): Compiled {
  const first = args.value(0);
  const same = compileComparison(args.context, '=', first, args.value(1));
  return { sql: `CASE WHEN ${same} THEN NULL ELSE ${first.sql} END`, type: first.type };
}

/** Without the blanks at the end. */
function length(args: Arguments): Compiled {
  const value = text(args, 0);
  const id = args.context.routine('len', () => (written = null) => {
    return typeof written === 'string' ? BigInt(written.replace(/ +$/, '').length) : null;
  });
  return { sql: `t1(${id}, ${value.sql})`, type: value.type.length === -1 ? BIGINT : INT };
}

function changeText(args: Arguments, name: string, change: (text: string) => string): Compiled {
  const value = text(args, 0);
  const id = args.context.routine(
    name,
    () =>
      (written = null) =>
        typeof written === 'string' ? change(written) : null,
  );
  return { sql: `t1(${id}, ${value.sql})`, type: value.type };
}

function concat(args: Arguments): Compiled {
  const values = Array.from({ length: args.count }, (_, i) => text(args, i));
  const wide = values.some((value) => value.type.kind.startsWith('n'));
  const max = values.some((value) => value.type.length === -1);
  const size = values.reduce((sum, value) => sum + value.type.length, 0);
  const type = textType(wide ? 'nvarchar' : 'varchar', max ? -1 : Math.min(size, wide ? 4000 : 8000));
  return { sql: `(${values.map((value) => `coalesce(${value.sql}, '')`).join(' || ')})`, type };
}

function unitOf(call: Call): ReturnType<typeof dateUnit> {
  const first = call.args[0];
  return dateUnit(first?.kind === 'column' && first.table === undefined ? first.name : '', call);
}

function dateAdd(args: Arguments): Compiled {
  const unit = unitOf(args.call);
  const amount = compileConversion(args.context, args.value(1), BIGINT);
  const written = args.value(2);
  const moment =
    familyOf(written.type) === 'string'
      ? compileConversion(args.context, written, simpleType('datetime'))
      : written;
  if (familyOf(moment.type) !== 'temporal') throw refuse(`DATEADD on ${moment.type.kind}`, args.call.line);
  const key = `dateadd ${unit} ${JSON.stringify(moment.type)}`;
  const id = args.context.routine(key, () => dateAddRoutine(unit, moment.type));
  return { sql: `t2(${id}, ${amount.sql}, ${moment.sql})`, type: moment.type };
}

function dateDiff(args: Arguments, type: SqlType): Compiled {
  const unit = unitOf(args.call);
  const side = (i: number): Compiled => {
    const value = args.value(i);
    return value.type.kind === 'datetimeoffset'
      ? value
      : compileConversion(args.context, value, scaledType('datetime2', 7));
  };
  const [from, to] = [side(1), side(2)];
  const key = `datediff ${unit} ${JSON.stringify([from.type, to.type])} ${type.kind}`;
  const id = args.context.routine(key, () => dateDiffRoutine(unit, from.type, to.type, type.kind === 'int'));
  return { sql: `t2(${id}, ${from.sql}, ${to.sql})`, type };
}

import { refuse, SqlError } from '../errors.ts';
import { BIGINT, INT, simpleType, textType } from '../types.ts';
import { type Arguments, type FunctionEntry, text } from './functionEntry.ts';
import { onlyVisible, permissionsByName, visibleObject } from './objectNames.ts';
import type { Compiled } from './scope.ts';
import { quoteText } from './sqlText.ts';
import { DB_ID } from './switches.ts';
import { SYSTEM_VIEWS } from './systemViews.ts';

/** Functions about the server, the database, its objects and what a login may do with them. */

const SYSNAME = textType('nvarchar', 128);

export const CATALOGUE_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  OBJECT_ID: [1, 2, objectId],
  OBJECT_NAME: [1, 1, (args) => catalogueName(args, 'objects', 'object_id')],
  TYPE_NAME: [1, 1, (args) => catalogueName(args, 'types', 'user_type_id')],
  COL_NAME: [2, 2, columnName],
  COL_LENGTH: [2, 2, columnLength],
  HAS_PERMS_BY_NAME: [3, 5, hasPermissions],
  SERVERPROPERTY: [1, 1, serverProperty],
  DB_ID: [0, 0, () => ({ sql: DB_ID, type: simpleType('smallint') })],
  DATABASEPROPERTYEX: [2, 2, databaseProperty],
  DB_NAME: [0, 0, (args) => ({ sql: quoteText(args.context.database), type: SYSNAME })],
  SCHEMA_NAME: [0, 0, () => ({ sql: "'dbo'", type: SYSNAME })],
  CHANGE_TRACKING_CURRENT_VERSION: [
    0,
    0,
    ({ context }) => {
      context.refuseOnReplica();
      return { sql: '(SELECT CASE WHEN ct_on = 1 THEN ct_version END FROM "sys$database")', type: BIGINT };
    },
  ],
  CHANGE_TRACKING_MIN_VALID_VERSION: [1, 1, minValidVersion],
};

/** NULL where change tracking is not enabled, or there is no such object, or the login may not see its changes. */
function minValidVersion(args: Arguments): Compiled {
  const id = args.value(0);
  if (id.type.kind !== 'int')
    throw new SqlError(
      8116,
      `Argument data type ${id.type.kind === 'null' ? 'NULL' : id.type.kind} is invalid for argument 1 of change_tracking_min_valid_version function.`,
      { line: args.call.line },
    );
  const { permissions } = args.context;
  args.context.refuseOnReplica();
  const may = args.context.routine(`may track ${permissions.key}`, () => (name = null) => {
    return permissions.allows('VIEW CHANGE TRACKING', String(name)) ? 1n : 0n;
  });
  return {
    sql: `(SELECT k.min_valid FROM "sys$tracked" AS k JOIN "sys$objects" AS o ON o.object_id = k.object_id
      WHERE k.object_id = ${id.sql} AND t1(${may}, o.name) = 1)`,
    type: BIGINT,
  };
}

function hasPermissions(args: Arguments): Compiled {
  const [securable = '', kind = '', permission = '', column = 'NULL'] = Array.from(
    { length: Math.min(args.count, 4) },
    (_, i) => text(args, i).sql,
  );
  if (args.count === 4) throw refuse('HAS_PERMS_BY_NAME of four arguments', args.call.line);
  return { sql: permissionsByName(args.context, { securable, kind, permission, column }), type: INT };
}

/** The value has its own type here instead of sql_variant. */
function databaseProperty(args: Arguments): Compiled {
  const [, property] = args.call.args;
  const written = property?.kind === 'literal' ? String(property.value).toLowerCase() : '';
  if (written !== 'updateability') throw refuse(`DATABASEPROPERTYEX of '${written}'`, args.call.line);
  return { sql: args.context.isReplica ? "'READ_ONLY'" : "'READ_WRITE'", type: SYSNAME };
}

/** Enterprise edition, as the edition with everything; the values have their own types here instead of sql_variant. */
function serverProperty(args: Arguments): Compiled {
  const [name] = args.call.args;
  const written = name?.kind === 'literal' ? String(name.value).toLowerCase() : '';
  if (written === 'engineedition') return { sql: '3', type: INT };
  if (written === 'productversion') return { sql: "'16.0.0.0'", type: SYSNAME };
  throw refuse(`SERVERPROPERTY('${written}')`, args.call.line);
}

/** The name of the catalogue view's row with that id. */
function catalogueName(args: Arguments, view: 'objects' | 'types', idColumn: string): Compiled {
  const id = args.value(0).sql;
  return { sql: `(SELECT name FROM (${rowsOf(args, view)}) WHERE ${idColumn} = ${id})`, type: SYSNAME };
}

function columnName(args: Arguments): Compiled {
  const where = `object_id = ${args.value(0).sql} AND column_id = ${args.value(1).sql}`;
  return { sql: `(SELECT name FROM (${rowsOf(args, 'columns')}) WHERE ${where})`, type: SYSNAME };
}

/** In bytes; -1 is `max`. */
function columnLength(args: Arguments): Compiled {
  const table = visibleObject(args.context, text(args, 0).sql);
  const where = `object_id = ${table} AND name = ${text(args, 1).sql} COLLATE NOCASE`;
  return {
    sql: `(SELECT max_length FROM (${rowsOf(args, 'columns')}) WHERE ${where})`,
    type: simpleType('smallint'),
  };
}

function rowsOf({ context }: Arguments, view: 'objects' | 'types' | 'columns'): string {
  const rows = SYSTEM_VIEWS[view]?.sql(context.database) ?? '';
  return view === 'types' ? rows : onlyVisible(context, rows);
}

/** Tables of schema dbo only. The type of object, where it is given, has to be a literal. */
function objectId(args: Arguments): Compiled {
  const kind = args.call.args[1];
  if (kind !== undefined && (kind.kind !== 'literal' || typeof kind.value !== 'string')) {
    throw refuse('OBJECT_ID of a type that is not a literal', args.call.line);
  }
  if (kind !== undefined && String(kind.value).toUpperCase() !== 'U') return { sql: 'NULL', type: INT };
  return { sql: visibleObject(args.context, text(args, 0).sql), type: INT };
}

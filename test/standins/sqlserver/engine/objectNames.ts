import { refuse } from '../errors.ts';
import type { CompileContext } from './scope.ts';
import { switchValue } from './switches.ts';
import { SYSTEM_VIEWS, type SystemView } from './systemViews.ts';

/** Which objects a login sees, and what it may do with them, as SQL. "Metadata visibility configuration". */

/** `dbo.x`, `[dbo].[x]` and `x` are the table x. */
function objectName(written: string): string | null {
  return /^(?:\[?dbo\]?\.)?\[?([^\].]+)\]?$/i.exec(written.trim())?.[1] ?? null;
}

/** The id of the object with that name. */
export function visibleObject(context: CompileContext, nameSql: string): string {
  return `(SELECT object_id FROM "sys$objects" WHERE name = t1(${named(context)}, ${nameSql}))`;
}

/** The rows of a catalogue view that belong to objects which the login may see. */
export function onlyVisible(context: CompileContext, rowsSql: string, view?: SystemView): string {
  if (context.permissions.isOwner) return rowsSql;
  const ofLogs =
    view === SYSTEM_VIEWS['internal_tables'] ? ` AND ${switchValue('showsInternalTables')} = 1` : '';
  const ofColumns =
    view === SYSTEM_VIEWS['columns']
      ? ` AND (${switchValue('showsEveryColumn')} = 1 OR t2(${grantedColumn(context)}, o.name, v.name) = 1)`
      : '';
  return `SELECT v.* FROM (${rowsSql}) AS v JOIN "sys$objects" AS o ON o.object_id = v.object_id WHERE t1(${named(context)}, o.name) IS NOT NULL${ofLogs}${ofColumns}`;
}

/** Whoever does not own an alias type, and was granted nothing on it, does not see it. */
export function onlyVisibleTypes(context: CompileContext, rowsSql: string, view: SystemView): string {
  if (context.permissions.isOwner || view !== SYSTEM_VIEWS['types']) return rowsSql;
  return `SELECT * FROM (${rowsSql}) WHERE is_user_defined = 0`;
}

function grantedColumn(context: CompileContext): number {
  const { permissions } = context;
  return context.routine(`granted column ${permissions.key}`, () => (table = null, column = null) => {
    return permissions.allowsColumn('SELECT', String(table), String(column)) ? 1n : 0n;
  });
}

/** A routine that gives a written name back as the object's own, or NULL when the login may not know of it. */
function named(context: CompileContext): number {
  const { permissions } = context;
  return context.routine(`object name ${permissions.key}`, () => (written = null) => {
    const name = objectName(String(written));
    return name !== null && permissions.allows('ANY', name) ? name : null;
  });
}

const OBJECT_PERMISSIONS: ReadonlySet<string> = new Set([
  'ALTER',
  'ANY',
  'CONTROL',
  'DELETE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'UPDATE',
  'VIEW CHANGE TRACKING',
  'VIEW DEFINITION',
]);

/** What everybody may do on the server and in the database. */
const PUBLIC: ReadonlySet<string> = new Set(['CONNECT', 'CONNECT SQL', 'VIEW ANY DATABASE']);

/** HAS_PERMS_BY_NAME: 1, 0, or NULL for what does not exist. `column` is NULL, or one of the object's. */
export function permissionsByName(
  context: CompileContext,
  {
    securable,
    kind,
    permission,
    column,
  }: Readonly<Record<'securable' | 'kind' | 'permission' | 'column', string>>,
): string {
  const { permissions } = context;
  const id = context.routine(
    `has permissions ${permissions.key}`,
    () =>
      (written = null, onAndColumn = null, asked = null) => {
        const [on = '', ...rest] = String(onAndColumn).split('\u0000');
        const ofColumn = rest[0];
        const wanted = String(asked).toUpperCase();
        if (asked === null) return null;
        if (on.toUpperCase() === 'DATABASE')
          return permissions.allows(wanted) || PUBLIC.has(wanted) ? 1n : 0n;
        if (on.toUpperCase() !== 'OBJECT') throw refuse(`HAS_PERMS_BY_NAME of class ${on}`);
        if (!OBJECT_PERMISSIONS.has(wanted)) return null;
        const object = objectName(String(written)) ?? '';
        const isAllowed =
          ofColumn === undefined
            ? permissions.allows(wanted, object)
            : permissions.allowsColumn(wanted, object, ofColumn);
        return isAllowed ? 1n : 0n;
      },
  );
  const exists = visibleObject(context, securable);
  const on = `coalesce(${kind}, 'DATABASE') || coalesce(char(0) || ${column}, '')`;
  return `CASE WHEN ${kind} IS NULL OR upper(${kind}) = 'DATABASE' OR ${exists} IS NOT NULL THEN t3(${id}, ${securable}, ${on}, ${permission}) END`;
}

import { refuse } from '../errors.ts';
import type { CompileContext } from './scope.ts';

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
export function onlyVisible(context: CompileContext, rowsSql: string): string {
  if (context.permissions.isOwner) return rowsSql;
  return `SELECT v.* FROM (${rowsSql}) AS v JOIN "sys$objects" AS o ON o.object_id = v.object_id WHERE t1(${named(context)}, o.name) IS NOT NULL`;
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

/** HAS_PERMS_BY_NAME: 1, 0, or NULL for what does not exist. */
export function permissionsByName(
  context: CompileContext,
  securable: string,
  kind: string,
  permission: string,
): string {
  const { permissions } = context;
  const id = context.routine(
    `has permissions ${permissions.key}`,
    () =>
      (written = null, on = null, asked = null) => {
        const wanted = String(asked).toUpperCase();
        if (asked === null) return null;
        if (on === null || String(on).toUpperCase() === 'DATABASE')
          return permissions.allows(wanted) || PUBLIC.has(wanted) ? 1n : 0n;
        if (String(on).toUpperCase() !== 'OBJECT') throw refuse(`HAS_PERMS_BY_NAME of class ${String(on)}`);
        if (!OBJECT_PERMISSIONS.has(wanted)) return null;
        return permissions.allows(wanted, objectName(String(written)) ?? '') ? 1n : 0n;
      },
  );
  const exists = visibleObject(context, securable);
  return `CASE WHEN ${kind} IS NULL OR upper(${kind}) = 'DATABASE' OR ${exists} IS NOT NULL THEN t3(${id}, ${securable}, ${kind}, ${permission}) END`;
}

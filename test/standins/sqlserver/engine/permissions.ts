import { SqlError } from '../errors.ts';

/**
 * What a login may do: as the owner everything, else what was granted, `SELECT` for the whole database,
 * `SELECT ON dbo.hb_contacts` for one object or `SELECT (a, b) ON dbo.hb_contacts` for columns of it ("Permissions (Database Engine)").
 */
export class Permissions {
  /** Equal for equal permissions. */
  readonly key: string;
  readonly isOwner: boolean;
  readonly #grants: readonly Grant[];

  private constructor(grants: readonly Grant[] | undefined) {
    this.isOwner = grants === undefined;
    this.#grants = grants ?? [];
    this.key = JSON.stringify(grants ?? 'owner');
  }

  static owner(): Permissions {
    return new Permissions(undefined);
  }

  /** @throws TypeError when a grant cannot be read. */
  static granted(grants: readonly string[]): Permissions {
    return new Permissions(grants.map(parseGrant));
  }

  /** A permission on one object, or on the database when there is none. ANY asks for whatever there is. */
  allows(permission: string, object?: string): boolean {
    if (this.isOwner) return true;
    const wanted = permission.toUpperCase();
    return this.#grants.some(
      (grant) =>
        (wanted === 'ANY' || grant.permission === wanted || grant.permission === 'CONTROL') &&
        (wanted === 'ANY' || grant.columns === undefined) &&
        (grant.object === undefined || grant.object === object?.toLowerCase()),
    );
  }

  /** A permission on one column: granted for it, or for the whole table. */
  allowsColumn(permission: string, object: string, column: string): boolean {
    return (
      this.allows(permission, object) ||
      this.#grants.some(
        (grant) =>
          grant.permission === permission.toUpperCase() &&
          grant.object === object.toLowerCase() &&
          grant.columns?.includes(column.toLowerCase()),
      )
    );
  }

  /** Error 230 unless the login has the permission on the column. */
  requireColumn(permission: string, table: string, column: string, database: string): void {
    if (this.allowsColumn(permission, table, column)) return;
    const message = `The ${permission} permission was denied on the column '${column}' of the object '${table}', database '${database}', schema 'dbo'.`;
    throw new SqlError(230, message, { severity: 14 });
  }

  /** Error 229 unless the login has the permission on the table. */
  require(permission: string, table: string, database: string): void {
    if (this.allows(permission, table)) return;
    const message = `The ${permission} permission was denied on the object '${table}', database '${database}', schema 'dbo'.`;
    throw new SqlError(229, message, { severity: 14, state: 5 });
  }
}

interface Grant {
  readonly permission: string;
  readonly object: string | undefined;
  /** Undefined: all of them. */
  readonly columns: readonly string[] | undefined;
}

function parseGrant(text: string): Grant {
  const match = /^([a-z ]+?)(?: *\(([^)]+)\))?(?: on (?:\[?dbo\]?\.)?\[?([^\].]+)\]?)?$/i.exec(text.trim());
  if (match?.[1] === undefined) throw new TypeError(`Not a grant such as "SELECT ON dbo.t": ${text}`);
  const columns = match[2]?.split(',').map((column) => column.trim().toLowerCase());
  return { permission: match[1].toUpperCase(), object: match[3]?.toLowerCase(), columns };
}

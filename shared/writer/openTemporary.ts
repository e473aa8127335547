import type { DatabaseSync } from 'node:sqlite';

/** UTF-16, big end first: texts sort by code unit, as in the ledger. Nothing of it has to outlive the process. */
const OPENING = `
PRAGMA encoding = 'UTF-16be';
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;`;

/** A database of SQLite in a temporary file without a name, which the system forgets with the process. */
export async function openTemporary(schema: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite');
  // So SQLite calls such a file.
  const sqlite = new DatabaseSync('');
  sqlite.exec(`${OPENING}\n${schema};`);
  return sqlite;
}

import { createHmac, randomBytes } from 'node:crypto';
import type { Claims } from '../sync/ports/claims.ts';
import { openTemporary } from './openTemporary.ts';

/** Claims on the disk, in a temporary file without a name; of a value only a hash that means nothing elsewhere. */
export async function openClaimBook(): Promise<Claims & { close(): void }> {
  const sqlite = await openTemporary(
    'CREATE TABLE claims (kind TEXT, value BLOB, key TEXT NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID',
  );
  const insert = sqlite.prepare('INSERT OR IGNORE INTO claims VALUES (?, ?, ?)');
  const select = sqlite.prepare('SELECT key FROM claims WHERE kind = ? AND value = ?');
  const salt = randomBytes(16);
  return {
    claim(kind, value, key) {
      const hash = createHmac('sha256', salt).update(value).digest().subarray(0, 16);
      insert.run(kind, hash, key);
      return String(select.get(kind, hash)?.['key']);
    },
    close: () => sqlite.close(),
  };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AssociateRow } from './associates.ts';
import type { MembersTable } from './membersTable.ts';

const SCRIPT = fileURLToPath(new URL('../../infra/sql/hb_contacts.sql', import.meta.url));

/** Where `createOtherTable` puts it, for `source.table`. */
export const OTHER_TABLE = 'dbo.other_members';

/** The example table with a key of another type, and these rows. */
export async function createOtherTable(
  members: MembersTable,
  keyType: string,
  rows: readonly AssociateRow[],
): Promise<void> {
  const [statement = ''] = readFileSync(SCRIPT, 'utf8').split(/^GO\s*$/m);
  await members.run(
    statement
      .replaceAll('hb_contacts', 'other_members')
      .replace('numero_asociado varchar(20)', `numero_asociado ${keyType}`),
  );
  await members.insert(rows, OTHER_TABLE);
}

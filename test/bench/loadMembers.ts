/** Fills the table of a stand-in; a process of its own, so that its memory is not counted. */
import { inventAssociate } from '../support/associates.ts';
import { enableExactFeeds } from '../support/enableExactFeeds.ts';
import { openMembersTable } from '../support/membersTable.ts';

const PER_STATEMENT = 5_000;

const [connectionString = '', count = '0'] = process.argv.slice(2);
const rows = Number(count);
const members = await openMembersTable(connectionString);
await enableExactFeeds(members);
for (let start = 1; start <= rows; start += PER_STATEMENT) {
  const length = Math.min(PER_STATEMENT, rows - start + 1);
  await members.insert(
    Array.from({ length }, (_, offset) => {
      // A hundred rows share each stamp.
      const stamp = new Date(Date.UTC(2026, 0, 5) + Math.floor((start + offset) / 100) * 1000);
      return inventAssociate(start + offset, stamp.toISOString().slice(0, 23));
    }),
  );
}
await members.close();

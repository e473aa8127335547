import type { MembersTable } from './membersTable.ts';

/**
 * What a DBA does for the exact feeds: change tracking and snapshot isolation by the scripts that ship, each run twice as
 * they may be, and a rowversion column (whose script asks for more of the catalogue than the stand-in has).
 */
export async function enableExactFeeds(members: MembersTable): Promise<void> {
  await members.run('ALTER TABLE dbo.hb_contacts ADD rv rowversion NOT NULL');
  await members.run('CREATE UNIQUE INDEX UX_hb_contacts_rv ON dbo.hb_contacts (rv)');
  for (const script of ['03-change-tracking.sql', '04-snapshot-isolation.sql']) {
    await members.runScript(script);
    await members.runScript(script);
  }
}

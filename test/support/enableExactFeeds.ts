import type { MembersTable } from './membersTable.ts';

/** What a DBA does for the exact feeds: a rowversion column, change tracking, snapshot isolation. */
export async function enableExactFeeds(members: MembersTable): Promise<void> {
  await members.run('ALTER TABLE dbo.hb_contacts ADD rv rowversion NOT NULL');
  await members.run('CREATE UNIQUE INDEX UX_hb_contacts_rv ON dbo.hb_contacts (rv)');
  await members.run('ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON');
  await members.run(
    'ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 14 DAYS, AUTO_CLEANUP = ON)',
  );
  await members.run('ALTER TABLE dbo.hb_contacts ENABLE CHANGE_TRACKING');
}

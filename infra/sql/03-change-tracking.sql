-- Change tracking: SQL Server notes the key of every changed or deleted row at commit (feed `changeTracking`, the exact
-- one). It is read within a snapshot: run 04 as well.
-- Who: a member of db_owner (the database) with ALTER on the table. When: any time; the table needs a primary key.
-- Cost: a small row for each changed row, kept for the retention and cleaned up by SQL Server; writes wait a little.
-- Run it as often as you like: a longer retention is left as it is, a shorter one is raised.
-- EDIT: dbo.hb_contacts, and 14 days (three times): longer than the sync may ever be switched off. Past it the next run
-- is a full one.
IF NOT EXISTS (SELECT 1 FROM sys.change_tracking_databases AS d WHERE d.database_id = DB_ID())
    ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 14 DAYS, AUTO_CLEANUP = ON);
ELSE IF EXISTS (
    SELECT 1
    FROM sys.change_tracking_databases AS d
    WHERE d.database_id = DB_ID()
      AND d.retention_period * CASE d.retention_period_units_desc WHEN N'DAYS' THEN 1440 WHEN N'HOURS' THEN 60 ELSE 1 END
          < 14 * 1440
)
    ALTER DATABASE CURRENT SET CHANGE_TRACKING (CHANGE_RETENTION = 14 DAYS);
GO

IF NOT EXISTS (SELECT 1 FROM sys.change_tracking_tables AS t WHERE t.object_id = OBJECT_ID(N'dbo.hb_contacts'))
    ALTER TABLE dbo.hb_contacts ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = OFF);
GO

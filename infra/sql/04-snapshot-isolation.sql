-- Lets a transaction read the database as it was at one moment, without waiting for writers. Change tracking is exact
-- only so; without it SQL Server answers 3952. Azure SQL Database has it on from the start.
-- Who: a member of db_owner. When: in a quiet hour: the statement waits for the transactions that are open.
-- Cost: old versions of changed rows in tempdb (in the database itself with accelerated recovery), for as long as
-- somebody may read them; 14 bytes for each row that is changed. Nothing changes for programs that do not ask for it.
-- Run it as often as you like.
IF EXISTS (SELECT 1 FROM sys.databases AS d WHERE d.database_id = DB_ID() AND d.snapshot_isolation_state = 0)
    ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;
GO

-- READ_COMMITTED_SNAPSHOT is another switch, and not needed here. With it no reader of the database waits for a writer;
-- but every program in the database then reads so, and switching it wants the database for itself. Ask the makers of
-- the members system before:
--     ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK AFTER 60 SECONDS;

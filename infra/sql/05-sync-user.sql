-- The user of the sync, which may read one table and its changes, and nothing else: no other table, no writing, no
-- VIEW DATABASE STATE.
-- Who: for a managed identity the Microsoft Entra administrator of the server, or a member of db_owner signed in with
-- Entra; for a SQL login a member of db_owner. When: after the function app is deployed; again when the table changes.
-- Cost: none.
-- Run it as often as you like.
--
-- EDIT: the name of the function app (its own identity), or that of the user-assigned identity, or of the SQL login.
DECLARE @user sysname = N'func-hubspot-sync';
-- EDIT: 'IDENTITY' for a managed identity (Azure SQL, SQL Server 2022 with Entra); 'LOGIN' for a SQL login of that name,
-- which an administrator has made in master:
--     CREATE LOGIN [name] WITH PASSWORD = N'…', CHECK_POLICY = ON;
DECLARE @kind varchar(8) = 'IDENTITY';

IF @kind NOT IN ('IDENTITY', 'LOGIN')
    THROW 50001, N'@kind must be IDENTITY or LOGIN.', 1;
IF DATABASE_PRINCIPAL_ID(@user) IS NULL
BEGIN
    DECLARE @create_user nvarchar(max) = N'CREATE USER ' + QUOTENAME(@user)
        + CASE @kind WHEN 'IDENTITY' THEN N' FROM EXTERNAL PROVIDER' ELSE N' FOR LOGIN ' + QUOTENAME(@user) END;
    EXEC sys.sp_executesql @create_user;
END;

IF DATABASE_PRINCIPAL_ID(N'hubspot_sync_reader') IS NULL
    CREATE ROLE hubspot_sync_reader;
DECLARE @add_member nvarchar(max) = N'ALTER ROLE hubspot_sync_reader ADD MEMBER ' + QUOTENAME(@user);
EXEC sys.sp_executesql @add_member;
GO

-- EDIT: dbo.hb_contacts, where the mapping file names another table. A view has no changes to be tracked: leave the
-- second line out then.
GRANT SELECT ON OBJECT::dbo.hb_contacts TO hubspot_sync_reader;
GRANT VIEW CHANGE TRACKING ON OBJECT::dbo.hb_contacts TO hubspot_sync_reader;
GO

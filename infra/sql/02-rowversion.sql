-- Optional: a column that SQL Server itself raises with every write, so that no change escapes (feed `rowversion`).
-- Not needed where change tracking is on (03), which sees deletes too.
-- Who: a member of db_owner or db_ddladmin. When: in a quiet hour.
-- Cost: 8 bytes and an index entry a row. Adding the column writes every row while the table is locked: seconds to a
-- minute for a million rows. INSERT … VALUES without a list of columns, and SELECT * into a fixed shape, break: search
-- the members system for them first.
-- Run it as often as you like: a table has one rowversion column at most, and one that is there already is used.
-- EDIT: dbo.hb_contacts, and rv where the column shall have another name.
IF NOT EXISTS (
    SELECT 1
    FROM sys.columns AS c
    WHERE c.object_id = OBJECT_ID(N'dbo.hb_contacts') AND TYPE_NAME(c.system_type_id) = N'timestamp'
)
    ALTER TABLE dbo.hb_contacts ADD rv rowversion NOT NULL;
GO

-- When the column has another name (above), it needs an index of its own: edit rv here too.
IF COL_LENGTH(N'dbo.hb_contacts', N'rv') IS NOT NULL
AND NOT EXISTS (
    SELECT 1
    FROM sys.indexes AS i
    JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.key_ordinal = 1
    WHERE i.object_id = OBJECT_ID(N'dbo.hb_contacts') AND i.is_disabled = 0 AND i.has_filter = 0
      AND COL_NAME(k.object_id, k.column_id) = N'rv'
)
    CREATE UNIQUE INDEX UX_hb_contacts_rv ON dbo.hb_contacts (rv);
GO

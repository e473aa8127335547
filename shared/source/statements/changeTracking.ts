import { castTo, quote, type Statement } from './statement.ts';

/**
 * The newest version, and the oldest one from which changes can still be told (NULL: not tracked, no such table, or no
 * permission); and since when the table is tracked, by version and, where the login sees it, by the day its log was made: both
 * change when tracking is switched off and on, and by TRUNCATE TABLE the version does. Versions are bigint and travel as text.
 */
export const changeTrackingBounds: Statement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT CONVERT(varchar(20), CHANGE_TRACKING_CURRENT_VERSION()) AS current_version,
       CONVERT(varchar(20), CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(@table))) AS min_valid_version,
       (SELECT MAX(CONVERT(varchar(20), t.begin_version)) FROM sys.change_tracking_tables AS t
        WHERE t.object_id = OBJECT_ID(@table)) AS begin_version,
       (SELECT MAX(CONVERT(varchar(33), i.create_date, 126)) FROM sys.internal_tables AS i
        WHERE i.parent_id = OBJECT_ID(@table) AND i.internal_type = 209) AS log_created`,
};

/**
 * All keys changed after @since and up to @until, deleted ones included, in the order (version, key). `@afterKey` NULL
 * starts after @since itself; otherwise after (@since + 1, @afterKey), in the middle of one large transaction.
 */
export const trackedChanges: Statement = {
  patience: 'changes',
  parameters: () => ({ since: 'bigint', until: 'bigint', afterKey: 'nvarchar(4000)' }),
  text: ({ quotedName, key }) => {
    const k = `ct.${quote(key.name)}`;
    return `
SELECT ${k} AS row_key, CONVERT(varchar(20), ct.SYS_CHANGE_VERSION) AS version,
       ct.SYS_CHANGE_OPERATION AS operation
FROM CHANGETABLE(CHANGES ${quotedName}, @since) AS ct
WHERE ct.SYS_CHANGE_VERSION <= @until
  AND (@afterKey IS NULL OR ct.SYS_CHANGE_VERSION > @since + 1 OR ${k} > ${castTo(key, '@afterKey')})
ORDER BY ct.SYS_CHANGE_VERSION, ${k}`;
  },
};

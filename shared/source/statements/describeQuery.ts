import type { FixedStatement } from './statement.ts';

/**
 * The columns of the first result that a batch would give, without running it: no row where it gives none, one with `error_number`
 * where it cannot be compiled.
 * https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-exec-describe-first-result-set-transact-sql
 */
export const describeQuery: FixedStatement = {
  parameters: () => ({ query: 'nvarchar(max)' }),
  text: () => `
SELECT r.name AS column_name, r.system_type_name AS type_name, r.error_number, r.error_message
FROM sys.dm_exec_describe_first_result_set(@query, NULL, 0) AS r
ORDER BY r.column_ordinal`,
};

using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CheckSql;

/// <summary>
/// Built-in functions and global variables. Neither the parser nor the model knows which exist, so that
/// <c>SYSUTCDATE()</c> would pass; this list does, as far as we need it. A function that is missing here and is in
/// Microsoft's reference ("What are the SQL database functions?", learn.microsoft.com) is to be added.
/// </summary>
internal static class BuiltInNames
{
    private static readonly HashSet<string> Since2016 = new(StringComparer.OrdinalIgnoreCase)
    {
        "ABS", "AVG", "CEILING", "CHANGE_TRACKING_CURRENT_VERSION", "CHANGE_TRACKING_IS_COLUMN_IN_MASK",
        "CHANGE_TRACKING_MIN_VALID_VERSION", "CHARINDEX", "CHECKSUM", "COL_LENGTH", "COL_NAME", "COLLATIONPROPERTY",
        "COLUMNPROPERTY", "COMPRESS", "CONCAT", "CONNECTIONPROPERTY", "COUNT", "COUNT_BIG", "DATABASE_PRINCIPAL_ID",
        "DATABASEPROPERTYEX", "DATALENGTH", "DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATEFROMPARTS", "DATENAME",
        "DATEPART", "DATETIME2FROMPARTS", "DAY", "DB_ID", "DB_NAME", "DENSE_RANK", "EOMONTH", "ERROR_MESSAGE",
        "ERROR_NUMBER", "FIRST_VALUE", "FLOOR", "FORMATMESSAGE", "GETDATE", "GETUTCDATE", "HAS_PERMS_BY_NAME",
        "HASHBYTES", "IS_MEMBER", "IS_ROLEMEMBER", "IS_SRVROLEMEMBER", "ISDATE", "ISJSON", "ISNULL", "ISNUMERIC",
        "JSON_QUERY", "JSON_VALUE", "LAG", "LAST_VALUE", "LEAD", "LEN", "LOWER", "LTRIM", "MAX", "MIN",
        "MIN_ACTIVE_ROWVERSION", "MONTH", "NEWID", "NTILE", "OBJECT_ID", "OBJECT_NAME", "OBJECT_SCHEMA_NAME",
        "OBJECTPROPERTY", "OBJECTPROPERTYEX", "ORIGINAL_LOGIN", "PARSENAME", "PATINDEX", "POWER", "QUOTENAME",
        "RANK", "REPLACE", "REPLICATE", "REVERSE", "ROUND", "ROW_NUMBER", "ROWCOUNT_BIG", "RTRIM", "SCHEMA_ID",
        "SCHEMA_NAME", "SCOPE_IDENTITY", "SERVERPROPERTY", "SIGN", "SPACE", "SQRT", "STR", "STRING_SPLIT", "STUFF",
        "SUBSTRING", "SUM", "SUSER_ID", "SUSER_NAME", "SUSER_SNAME", "SWITCHOFFSET", "SYSDATETIME",
        "SYSDATETIMEOFFSET", "SYSUTCDATETIME", "TIMEFROMPARTS", "TODATETIMEOFFSET", "TYPE_ID", "TYPE_NAME",
        "UNICODE", "UPPER", "USER_ID", "USER_NAME", "XACT_STATE", "YEAR",
    };

    private static readonly HashSet<string> Later = new(StringComparer.OrdinalIgnoreCase)
    {
        // SQL Server 2017
        "CONCAT_WS", "STRING_AGG", "TRANSLATE", "TRIM",
        // SQL Server 2019 and 2022
        "APPROX_COUNT_DISTINCT", "DATE_BUCKET", "DATETRUNC", "GENERATE_SERIES", "GREATEST", "JSON_ARRAY", "JSON_OBJECT",
        "JSON_PATH_EXISTS", "LEAST", "LEFT_SHIFT", "RIGHT_SHIFT",
    };

    private static readonly HashSet<string> Variables = new(StringComparer.OrdinalIgnoreCase)
    {
        "@@DBTS", "@@ERROR", "@@LOCK_TIMEOUT", "@@MAX_PRECISION", "@@ROWCOUNT", "@@SERVERNAME", "@@SPID", "@@TRANCOUNT",
        "@@VERSION",
    };

    public static IEnumerable<Finding> Check(Text text, TSqlFragment tree)
    {
        var visitor = new Visitor();
        tree.Accept(visitor);
        foreach (var (name, place) in visitor.Functions.Where(function => !Since2016.Contains(function.Name)))
        {
            if (!Later.Contains(name))
            {
                yield return At(text, place, "SQL195", $"'{name}' is not a built-in function that BuiltInNames.cs knows.");
            }
            else if (text.MustRunOnOldest)
            {
                yield return At(text, place, "SQL2016", $"SQL Server 2016 does not have the function '{name}'.");
            }
        }

        foreach (var (name, place) in visitor.Variables.Where(variable => !Variables.Contains(variable.Name)))
        {
            yield return At(text, place, "SQL137", $"'{name}' is not a global variable that BuiltInNames.cs knows.");
        }
    }

    private static Finding At(Text text, TSqlFragment place, string code, string message) =>
        text.Finding(place.StartLine, place.StartColumn, code, "error", message);

    private sealed class Visitor : TSqlFragmentVisitor
    {
        public List<(string Name, TSqlFragment Place)> Functions { get; } = [];

        public List<(string Name, TSqlFragment Place)> Variables { get; } = [];

        /// <summary>A function with a schema or a type before its name is the model's business.</summary>
        public override void Visit(FunctionCall node)
        {
            if (node.CallTarget is null)
            {
                Functions.Add((node.FunctionName.Value, node));
            }
        }

        public override void Visit(GlobalFunctionTableReference node) => Functions.Add((node.Name.Value, node));

        public override void Visit(GlobalVariableExpression node) => Variables.Add((node.Name, node));
    }
}

using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CheckSql;

/// <summary>
/// The model does not know the columns that <c>OPENJSON … WITH (…)</c> declares and warns about each. So it is handed a
/// derived table with the same columns instead, and a misspelt one is found here.
/// </summary>
internal static class OpenJson
{
    /// <summary>References to columns that the OPENJSON of that alias does not declare.</summary>
    public static IEnumerable<Finding> Check(Text text, TSqlFragment tree)
    {
        var visitor = new Visitor();
        tree.Accept(visitor);
        var declared = visitor.Tables
            .Where(table => table.Alias is not null && table.SchemaDeclarationItems.Count > 0)
            .ToLookup(table => table.Alias.Value, Columns, StringComparer.OrdinalIgnoreCase);
        foreach (var column in visitor.Columns.Where(column => column.MultiPartIdentifier?.Count == 2))
        {
            var (alias, name) = (column.MultiPartIdentifier[0].Value, column.MultiPartIdentifier[1].Value);
            if (declared.Contains(alias) && !declared[alias].Any(columns => columns.Contains(name)))
            {
                yield return text.Finding(
                    column.StartLine, column.StartColumn, "SQL207", "error", $"OPENJSON … AS {alias} declares no column '{name}'.");
            }
        }
    }

    /// <summary>The text with every OPENJSON … WITH replaced by a derived table; no line moves.</summary>
    public static string Replace(Text text, TSqlFragment tree)
    {
        var visitor = new Visitor();
        tree.Accept(visitor);
        var sql = text.Sql;
        foreach (var table in visitor.Tables.Where(HasColumns).OrderByDescending(table => table.StartOffset))
        {
            var former = sql.Substring(table.StartOffset, table.FragmentLength);
            var lines = new string('\n', former.Count(character => character == '\n'));
            sql = sql.Remove(table.StartOffset, table.FragmentLength).Insert(table.StartOffset, DerivedTable(table, text.Sql) + lines);
        }

        return sql;
    }

    private static bool HasColumns(OpenJsonTableReference table) =>
        table.Alias is not null && table.SchemaDeclarationItems.Count > 0;

    private static HashSet<string> Columns(OpenJsonTableReference table) =>
        table.SchemaDeclarationItems
            .Select(item => item.ColumnDefinition.ColumnIdentifier.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string DerivedTable(OpenJsonTableReference table, string sql)
    {
        var columns = table.SchemaDeclarationItems.Select(item =>
            $"CAST(NULL AS {Source(item.ColumnDefinition.DataType, sql)}) AS {Source(item.ColumnDefinition.ColumnIdentifier, sql)}");
        return $"(SELECT {string.Join(", ", columns)} WHERE {Source(table.Variable, sql)} IS NOT NULL) AS {Source(table.Alias, sql)}";
    }

    private static string Source(TSqlFragment fragment, string sql) =>
        sql.Substring(fragment.StartOffset, fragment.FragmentLength);

    private sealed class Visitor : TSqlFragmentVisitor
    {
        public List<OpenJsonTableReference> Tables { get; } = [];

        public List<ColumnReferenceExpression> Columns { get; } = [];

        public override void Visit(OpenJsonTableReference node) => Tables.Add(node);

        public override void Visit(ColumnReferenceExpression node) => Columns.Add(node);
    }
}

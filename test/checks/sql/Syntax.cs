using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CheckSql;

/// <summary>What the parsers alone can say: syntax, built-in functions, OPENJSON's columns.</summary>
internal static class Syntax
{
    /// <summary>Findings of the newest parser; only without any, those of the oldest one and of the names.</summary>
    public static IEnumerable<Finding> Check(Text text)
    {
        var script = Parse(new TSql170Parser(initialQuotedIdentifiers: true), text, out var errors);
        if (errors.Count > 0)
        {
            return errors.Select(error => ParserFinding(text, error, $"SQL{error.Number}", error.Message));
        }

        return NeedsNewerServer(text).Concat(BuiltInNames.Check(text, script)).Concat(OpenJson.Check(text, script));
    }

    /// <summary>The text as a tree; only for texts that <see cref="Check"/> has accepted.</summary>
    public static TSqlFragment Tree(Text text) => Parse(new TSql170Parser(initialQuotedIdentifiers: true), text, out _);

    private static IEnumerable<Finding> NeedsNewerServer(Text text)
    {
        if (!text.MustRunOnOldest)
        {
            return [];
        }

        Parse(new TSql130Parser(initialQuotedIdentifiers: true), text, out var errors);
        return errors.Select(error =>
            ParserFinding(text, error, "SQL2016", $"SQL Server 2016 does not take it: {error.Message}"));
    }

    private static TSqlFragment Parse(TSqlParser parser, Text text, out IList<ParseError> errors)
    {
        using var reader = new StringReader(text.Sql);
        return parser.Parse(reader, out errors);
    }

    private static Finding ParserFinding(Text text, ParseError error, string code, string message) =>
        text.Finding(error.Line, error.Column, code, "error", message);
}

using System.Text.RegularExpressions;

namespace CheckSql;

/// <summary>
/// One statement of the app, or one batch of a script, with what the model needs: a procedure around it that declares
/// its parameters.
/// </summary>
/// <param name="FirstLine">The line of the file on which the batch begins, from 1.</param>
internal sealed partial record Text(Origin Origin, string Sql, string Parameters, int FirstLine)
{
    /// <summary>The app's statements must run on the oldest supported server; scripts are for the server at hand.</summary>
    public bool MustRunOnOldest => Origin.Name is not null;

    public static Text OfStatement(Statement statement) =>
        new(
            new Origin(null, statement.Name),
            statement.Text,
            string.Join(", ", statement.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}")),
            1);

    /// <summary>The batches of a script that hold more than white space.</summary>
    public static IEnumerable<Text> OfScript(SourceFile script)
    {
        var start = 0;
        var line = 1;
        foreach (var end in Separator().Matches(script.Text).Append(null))
        {
            var batch = script.Text[start..(end?.Index ?? script.Text.Length)];
            if (!string.IsNullOrWhiteSpace(batch))
            {
                yield return new Text(new Origin(script.File, null), batch, "", line);
            }

            line += batch.Count(character => character == '\n');
            start = end is null ? script.Text.Length : end.Index + end.Length;
        }
    }

    /// <summary>The text as a procedure: one line of declaration, then <paramref name="body"/>.</summary>
    public string AsProcedure(string name, string body) => $"CREATE PROCEDURE {name} {Parameters} AS\n{body}";

    public Finding Finding(int line, int column, string code, string severity, string message) =>
        new(Origin, FirstLine + line - 1, column, code, severity, message);

    [GeneratedRegex(@"^[ \t]*GO[ \t]*(?=\r?$)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Separator();
}

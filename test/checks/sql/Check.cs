namespace CheckSql;

/// <summary>The findings that stand, how many were allowed, and how many batches the scripts have.</summary>
internal sealed record Report(IReadOnlyList<Finding> Findings, int Allowed, int Batches);

/// <summary>The whole check: parse everything, bind what parses, drop what was reviewed.</summary>
internal static class Check
{
    public static Report Run(Request request)
    {
        var statements = request.Statements.Select(Text.OfStatement).ToList();
        var batches = request.Scripts.SelectMany(Text.OfScript).ToList();
        var findings = new List<Finding>();
        var bindable = new List<Text>();
        foreach (var text in statements.Concat(batches))
        {
            var wrong = Syntax.Check(text).ToList();
            findings.AddRange(wrong);
            if (wrong.Count == 0)
            {
                bindable.Add(text);
            }
        }

        findings.AddRange(Binding.Check(request.Schema, bindable));
        var (standing, allowed) = ReviewedList.Apply(request.Allowed, findings);
        return new Report(standing, allowed, batches.Count);
    }
}

/// <summary>The versions of SQL Server that the texts are held against.</summary>
internal static class Versions
{
    public const string Model = "SQL Server 2022";

    public static IReadOnlyList<string> Parsers { get; } = ["SQL Server 2016", "SQL Server 2025"];
}

namespace CheckSql;

/// <summary>What standard input holds, as one JSON document.</summary>
internal sealed record Request
{
    /// <summary>The tables everything is bound against; GO separates batches.</summary>
    public required IReadOnlyList<SourceFile> Schema { get; init; }

    /// <summary>Scripts that a person runs; GO separates batches.</summary>
    public required IReadOnlyList<SourceFile> Scripts { get; init; }

    /// <summary>Statements that the app sends.</summary>
    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>Findings that were looked at and are no mistakes. One that is never met is itself a finding.</summary>
    public required IReadOnlyList<AllowedFinding> Allowed { get; init; }
}

internal sealed record SourceFile
{
    public required string File { get; init; }

    public required string Text { get; init; }
}

internal sealed record Statement
{
    public required string Name { get; init; }

    public required string Text { get; init; }

    /// <summary>Declared T-SQL type by name, e.g. <c>@from</c>: <c>datetime2(3)</c>.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }
}

/// <summary>Lets a finding of this code pass whose message holds this text, for this reason.</summary>
internal sealed record AllowedFinding
{
    public required string Code { get; init; }

    public required string Contains { get; init; }

    public required string Reason { get; init; }
}

namespace CheckSql;

/// <summary>Where a text stands: in a file, or as a statement of the app with a name.</summary>
internal sealed record Origin(string? File, string? Name);

/// <summary>One thing that is wrong, at a place counted from 1 in the text as it was handed in.</summary>
internal sealed record Finding(Origin Origin, int Line, int Column, string Code, string Severity, string Message);

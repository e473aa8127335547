using System.Text.RegularExpressions;

namespace CheckSql;

/// <summary>Findings that a person looked at and let pass.</summary>
internal static class ReviewedList
{
    /// <summary>Drops the allowed findings, counts them, and adds a finding for every entry that allowed none.</summary>
    public static (IReadOnlyList<Finding> Standing, int Allowed) Apply(
        IReadOnlyList<AllowedFinding> entries, IReadOnlyList<Finding> findings)
    {
        var used = new HashSet<AllowedFinding>();
        var standing = new List<Finding>();
        foreach (var finding in findings)
        {
            var matching = entries.Where(entry => Allows(entry, finding)).ToList();
            used.UnionWith(matching);
            if (matching.Count == 0)
            {
                standing.Add(finding);
            }
        }

        var allowed = findings.Count - standing.Count;
        standing.AddRange(entries.Where(entry => !used.Contains(entry)).Select(Unused));
        return (standing, allowed);
    }

    /// <summary>Whole names only: <c>[sys].[indexes]</c> does not allow <c>[sys].[indexes].[nmae]</c>.</summary>
    private static bool Allows(AllowedFinding entry, Finding finding) =>
        entry.Code == finding.Code
        && Regex.IsMatch(finding.Message, $@"{Regex.Escape(entry.Contains)}(?!\.\[|::)", RegexOptions.IgnoreCase);

    private static Finding Unused(AllowedFinding entry) =>
        new(
            new Origin(null, "the reviewed list"),
            1,
            1,
            "UNUSED",
            "error",
            $"{entry.Code} \"{entry.Contains}\" is allowed ({entry.Reason}) and was not met: take the entry out.");
}

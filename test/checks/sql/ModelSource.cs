using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CheckSql;

/// <summary>One text as it goes into the model, and the way back from the model's messages to its lines.</summary>
internal sealed partial class ModelSource
{
    private readonly Text text;
    private readonly string procedure;
    private readonly string modelSql;
    private readonly int addedLines;

    private ModelSource(Text text, string procedure, string modelSql, int addedLines)
    {
        this.text = text;
        this.procedure = procedure;
        this.modelSql = modelSql;
        this.addedLines = addedLines;
    }

    public static ModelSource OfSchema(SourceFile file) =>
        new(new Text(new Origin(file.File, null), file.Text, "", 1), file.File, file.Text, 0);

    public static ModelSource OfText(Text text, int index)
    {
        var procedure = $"[dbo].[check_sql_{index}]";
        return new(text, procedure, text.AsProcedure(procedure, OpenJson.Replace(text, Syntax.Tree(text))), 1);
    }

    /// <summary>Adds the text to the model; when the model refuses it, says why and returns false.</summary>
    public bool TryAdd(TSqlModel model, List<Finding> findings)
    {
        try
        {
            model.AddOrUpdateObjects(modelSql, procedure, new TSqlObjectOptions());
            return true;
        }
        catch (DacModelException refusal)
        {
            var errors = model.GetModelErrors().Where(error => error.SourceName == procedure).Select(FindingOf).ToList();
            findings.AddRange(errors.Count > 0 ? errors : [text.Finding(1, 1, "MODEL", "error", refusal.Message)]);
            return false;
        }
    }

    public bool IsMeantBy(string message) => message.Contains(procedure, StringComparison.Ordinal);

    /// <summary>The model names the object, not the place: the place is where that name first stands.</summary>
    public Finding FindingOf(DacModelMessage message)
    {
        var place = UnresolvedName().Match(message.Message) is { Success: true } match ? Find(match.Groups["name"].Value) : null;
        var (line, column) = place is null ? (1, 1) : (place.StartLine, place.StartColumn);
        var code = $"{message.Prefix}{message.Number}";
        var told = Introduction().Replace(message.Message, "");
        return text.Finding(line, column, code, message.MessageType.ToString().ToLowerInvariant(), told);
    }

    private Finding FindingOf(DacModelError error) =>
        text.Finding(error.Line - addedLines, error.Column, $"SQL{error.ErrorCode}", "error", error.Message);

    private Identifier? Find(string name)
    {
        var visitor = new Identifiers();
        Syntax.Tree(text).Accept(visitor);
        return visitor.All.Find(identifier => string.Equals(identifier.Value, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The last part of the first name after "reference to …": <c>b</c> in <c>object [dbo].[a].[b].</c></summary>
    [GeneratedRegex(@"(?:unresolved reference to |following objects: )[^\[]*(?:\[[^\]]*\](?:\.|::))*\[(?<name>[^\]]*)\](?!\.\[|::)")]
    private static partial Regex UnresolvedName();

    [GeneratedRegex(@"^Error validating element .*?(?=has an unresolved|contains an unresolved)")]
    private static partial Regex Introduction();

    private sealed class Identifiers : TSqlFragmentVisitor
    {
        public List<Identifier> All { get; } = [];

        public override void Visit(Identifier node) => All.Add(node);
    }
}

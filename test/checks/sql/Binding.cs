using Microsoft.SqlServer.Dac.Model;

namespace CheckSql;

/// <summary>Names against Microsoft's model of the database.</summary>
internal static class Binding
{
    /// <summary>
    /// Builds the model and binds every text in it. A text that the model refuses altogether (an undeclared parameter)
    /// spoils the model, so the rest is then bound in a fresh one.
    /// </summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<SourceFile> schema, IReadOnlyList<Text> texts)
    {
        var sources = schema.Select(ModelSource.OfSchema)
            .Concat(texts.Select(ModelSource.OfText))
            .ToList();
        var refused = new List<Finding>();
        while (true)
        {
            using var model = NewModel();
            var failed = sources.FirstOrDefault(source => !source.TryAdd(model, refused));
            if (failed is null)
            {
                return refused.Concat(Unresolved(model, sources)).ToList();
            }

            sources.Remove(failed);
        }
    }

    private static TSqlModel NewModel() =>
        new(SqlServerVersion.Sql160, new TSqlModelOptions { ChangeTrackingEnabled = true, AllowSnapshotIsolation = true });

    private static IEnumerable<Finding> Unresolved(TSqlModel model, List<ModelSource> sources)
    {
        foreach (var message in model.Validate())
        {
            var source = sources.FirstOrDefault(source => source.IsMeantBy(message.Message));
            yield return (source ?? sources[0]).FindingOf(message);
        }
    }
}

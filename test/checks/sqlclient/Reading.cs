using System.Reflection;
using Microsoft.Data.SqlClient;

namespace CheckSqlClient;

/// <summary>
/// What SqlClient reads out of a connection string; a member is null where the string does not say it. <c>Host</c>,
/// <c>Port</c> and <c>Instance</c> come from the part of SqlClient that takes a Data Source apart, which is not public: the name
/// of that part is all that ties this to one version. <c>Error</c>: it does not read the string, or could not connect by it.
/// </summary>
internal sealed record Reading
{
    private static readonly MethodInfo Parse =
        typeof(SqlConnection).Assembly.GetTypes().Single(type => type.Name == "DataSource")
            .GetMethod("ParseServerName", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new MissingMethodException("SqlClient has no DataSource.ParseServerName any more.");

    public string? Error { get; init; }
    public string? Host { get; init; }
    public int? Port { get; init; }
    public string? Instance { get; init; }
    public string? Partner { get; init; }
    public string? Database { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }
    public string? Encrypt { get; init; }
    public bool? TrustServerCertificate { get; init; }
    public string? HostNameInCertificate { get; init; }
    public string? ApplicationName { get; init; }
    public string? WorkstationId { get; init; }
    public string? Language { get; init; }
    public bool ReadOnly { get; init; }
    public bool MultiSubnetFailover { get; init; }
    public string? Authentication { get; init; }

    public static Reading Of(string text)
    {
        try
        {
            var builder = new SqlConnectionStringBuilder(text);
            // Some combinations are refused only by whoever connects.
            using var connection = new SqlConnection(text);
            return Of(builder);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            return new Reading { Error = error.GetType().Name };
        }
    }

    private static Reading Of(SqlConnectionStringBuilder builder)
    {
        var source = Parse.Invoke(null, [builder.DataSource]);
        var protocol = Get(source, "ResolvedProtocol")?.ToString();
        if (source is null || (bool)Get(source, "IsBadDataSource")! || protocol is "NP" or "Admin")
        {
            return new Reading { Error = "DataSource" };
        }

        var port = (int)Get(source, "Port")!;
        var instance = Get(source, "InstanceName") as string;
        return new Reading
        {
            Host = Get(source, "ServerName") as string,
            Port = port > 0 ? port : null,
            Instance = string.IsNullOrEmpty(instance) ? null : instance,
            Partner = Said(builder, "Failover Partner", builder.FailoverPartner),
            Database = Said(builder, "Initial Catalog", builder.InitialCatalog),
            User = Said(builder, "User ID", builder.UserID),
            Password = Said(builder, "Password", builder.Password),
            Encrypt = builder.Encrypt.ToString(),
            TrustServerCertificate = builder.TrustServerCertificate,
            HostNameInCertificate = Said(builder, "Host Name In Certificate", builder.HostNameInCertificate),
            ApplicationName = Said(builder, "Application Name", builder.ApplicationName),
            WorkstationId = Said(builder, "Workstation ID", builder.WorkstationID),
            Language = Said(builder, "Current Language", builder.CurrentLanguage),
            ReadOnly = builder.ApplicationIntent == ApplicationIntent.ReadOnly,
            MultiSubnetFailover = builder.MultiSubnetFailover,
            Authentication = Said(builder, "Authentication", builder.Authentication.ToString()),
        };
    }

    private static string? Said(SqlConnectionStringBuilder builder, string keyword, string value) =>
        builder.ShouldSerialize(keyword) ? value : null;

    private static object? Get(object? source, string name) =>
        source?.GetType()
            .GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            ?.GetValue(source);
}

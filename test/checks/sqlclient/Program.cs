using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using CheckSqlClient;

// Reads a request from standard input and writes one JSON object: how SqlClient reads each connection string, and what became of
// each deed on the server. Exit code 2 when the request cannot be read.
var json = new JsonSerializerOptions
{
    PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
};

Request? request;
try
{
    using var input = Console.OpenStandardInput();
    request = JsonSerializer.Deserialize<Request>(input, json);
}
catch (JsonException error)
{
    Console.Error.WriteLine($"Standard input is not a request: {error.Message}");
    return 2;
}

if (request is null)
{
    Console.Error.WriteLine("Standard input is not a request: it is null.");
    return 2;
}

var readings = request.ConnectionStrings.Select(Reading.Of).ToList();
var deeds = await Deeds.DoAll(request.Server);
var version = typeof(Microsoft.Data.SqlClient.SqlConnection).Assembly
    .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
Console.Out.WriteLine(JsonSerializer.Serialize(new { Version = version, Readings = readings, Deeds = deeds }, json));
return 0;

internal sealed record Request(IReadOnlyList<string> ConnectionStrings, string Server);

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CheckSql;

// Reads a request from standard input and writes one JSON object a line: the findings, and at the end the counts.
// Exit code 0 without findings, 1 with findings, 2 when the request cannot be read.
var json = new JsonSerializerOptions
{
    PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
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

var report = Check.Run(request);
foreach (var (origin, line, column, code, severity, message) in report.Findings)
{
    Write(new { origin.File, origin.Name, Line = line, Column = column, Code = code, Severity = severity, Message = message });
}

Write(new
{
    Statements = request.Statements.Count,
    Scripts = request.Scripts.Count,
    report.Batches,
    Findings = report.Findings.Count,
    report.Allowed,
    Versions.Parsers,
    Versions.Model,
});
return report.Findings.Count == 0 ? 0 : 1;

void Write(object line) => Console.Out.WriteLine(JsonSerializer.Serialize(line, json));

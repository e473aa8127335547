using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace CheckSqlClient;

/// <summary>What was done on the server, and what it came to: <c>Result</c> as text, or the number of SQL Server's error.</summary>
internal sealed record Deed(string Name, string? Result, int? ErrorNumber, string? Error);

/// <summary>
/// What Microsoft's own client does against the server: as far as the stand-in goes, and a little further. The table
/// <c>dbo.hb_contacts</c> is there, with the two rows that the caller knows.
/// </summary>
internal static class Deeds
{
    private const int Parallel = 20;

    public static async Task<IReadOnlyList<Deed>> DoAll(string connectionString)
    {
        SqlConnection.ClearAllPools();
        var deeds = new List<Deed>();
        async Task Do(string name, Func<SqlConnection, Task<string>> work) => deeds.Add(await Done(name, connectionString, work));

        await Do("count", async connection => Text(await Scalar(connection, "SELECT COUNT(*) FROM dbo.hb_contacts")));
        await Do("rows", Rows);
        await Do("parameters", Parameters);
        await Do("update", connection => Execute(connection, "UPDATE dbo.hb_contacts SET canton = N'Cañas' WHERE numero_asociado = 'A-000001'"));
        await Do("rollback", RollBack);
        await Do("error 208", async connection => Text(await Scalar(connection, "SELECT 1 FROM dbo.nowhere")));
        await Do("error 207", async connection => Text(await Scalar(connection, "SELECT nothing FROM dbo.hb_contacts")));
        await Do("error 2627", connection => Execute(connection, "INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('a-000001')"));
        var wrong = new SqlConnectionStringBuilder(connectionString) { Password = "wrong" }.ConnectionString;
        deeds.Add(await Done("error 18456", wrong, _ => Task.FromResult("logged in")));
        deeds.Add(await InParallel(connectionString));
        await Do("schema", connection => Task.FromResult(Text(connection.GetSchema("Tables").Rows.Count)));
        await Do("bulk copy", BulkCopy);
        return deeds;
    }

    private static async Task<Deed> Done(string name, string connectionString, Func<SqlConnection, Task<string>> work)
    {
        try
        {
            await using var connection = new SqlConnection(connectionString);
            await connection.OpenAsync();
            return new Deed(name, await work(connection), null, null);
        }
        catch (SqlException error)
        {
            return new Deed(name, null, error.Number, error.Message);
        }
        catch (InvalidOperationException error)
        {
            return new Deed(name, null, null, error.Message);
        }
    }

    /// <summary>Every cell as its .NET type and its text, so that the caller can compare it with what it reads itself.</summary>
    private static async Task<string> Rows(SqlConnection connection)
    {
        await using var command = new SqlCommand("SELECT * FROM dbo.hb_contacts ORDER BY numero_asociado", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            for (var at = 0; at < reader.FieldCount; at++)
            {
                var value = reader.IsDBNull(at) ? "NULL" : Text(reader.GetValue(at));
                lines.Add($"{reader.GetName(at)} {reader.GetFieldType(at).Name} {value}");
            }
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> Parameters(SqlConnection connection)
    {
        await using var command = new SqlCommand(
            "SELECT COUNT(*) FROM dbo.hb_contacts WHERE numero_asociado = @id AND lastname = @name AND lastmodifieddate = @at AND salario_neto_semanal_o_quincenal = @pay",
            connection);
        command.Parameters.Add("@id", SqlDbType.VarChar, 20).Value = "A-000001";
        command.Parameters.Add("@name", SqlDbType.NVarChar, 100).Value = "Núñez Peña";
        command.Parameters.Add("@at", SqlDbType.DateTime2).Value = new DateTime(2026, 1, 5, 10, 20, 30, 123);
        command.Parameters.Add(new SqlParameter("@pay", SqlDbType.Decimal) { Precision = 18, Scale = 2, Value = 350000.25m });
        return Text(await command.ExecuteScalarAsync());
    }

    private static async Task<string> RollBack(SqlConnection connection)
    {
        await using (var transaction = (SqlTransaction)await connection.BeginTransactionAsync())
        {
            await using var command = new SqlCommand("DELETE FROM dbo.hb_contacts", connection, transaction);
            await command.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        return Text(await Scalar(connection, "SELECT COUNT(*) FROM dbo.hb_contacts"));
    }

    private static async Task<Deed> InParallel(string connectionString)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => Done(
            "count", connectionString, async connection => Text(await Scalar(connection, "SELECT COUNT(*) FROM dbo.hb_contacts")))));
        return counts.FirstOrDefault(deed => deed.Result is null) is { } failed
            ? failed with { Name = "in parallel" }
            : new Deed("in parallel", string.Join(' ', counts.Select(deed => deed.Result)), null, null);
    }

    private static async Task<string> BulkCopy(SqlConnection connection)
    {
        using var table = new DataTable();
        table.Columns.Add("numero_asociado", typeof(string));
        table.Rows.Add("A-000009");
        using var copy = new SqlBulkCopy(connection) { DestinationTableName = "dbo.hb_contacts" };
        await copy.WriteToServerAsync(table);
        return "copied";
    }

    private static async Task<object?> Scalar(SqlConnection connection, string text)
    {
        await using var command = new SqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string> Execute(SqlConnection connection, string text)
    {
        await using var command = new SqlCommand(text, connection);
        return Text(await command.ExecuteNonQueryAsync());
    }

    private static string Text(object? value) => value is DateTime time
        ? time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

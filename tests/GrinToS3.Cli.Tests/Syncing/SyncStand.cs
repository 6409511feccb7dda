using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Syncing;

/// <summary>Runs that can be synced, and what syncs left of them.</summary>
internal static class SyncStand
{
    internal static SimulatorOptions Library(int books, params string[] faults) =>
        new() { Books = books, ArchiveSize = SimulatorOptions.SmallestArchive, Faults = FaultPlan.Parse(faults) };

    /// <summary>A stand whose run <c>run1</c> has its inventory.</summary>
    internal static async Task<GrinStand> StartAsync(SimulatorOptions options)
    {
        var stand = await GrinStand.StartAsync(options);
        await stand.DoAsync(stand.Collect(more: ["--page-size", "5000"]));
        return stand;
    }

    internal static string[] Sync(string run = "run1", params string[] more) => ["sync", "--run-name", run, .. more];

    /// <summary>The volumes that GRIN has converted.</summary>
    internal static List<string> Converted(this GrinStand stand) =>
        [.. stand.Grin.Library.Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal)];

    /// <summary>How a sync with <c>--json</c> ended.</summary>
    internal static SyncResult Result(GrinExit exit) => WorkflowJson.Read<SyncResult>(
        JsonNode.Parse(exit.Output.Single(static line => line.Contains("\"event\":\"result\"", StringComparison.Ordinal)))!["result"]!.ToJsonString());

    /// <summary>Fails where a volume's archive in local storage is not what GRIN has.</summary>
    internal static void AssertStored(this GrinStand stand, string storage, string barcode) => Assert.Equal(
        stand.Grin.Archives.Find(barcode)!.DecryptedSha256,
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(storage, "raw", barcode, $"{barcode}.tar.gz")))));

    internal static List<string> Query(string database, string sql)
    {
        // Read-only, so that the write-ahead log is left to the next start as it is.
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))));
        }

        return rows;
    }

    /// <summary>The volumes that history calls completed, as often as it does.</summary>
    internal static List<string> Completed(string database) =>
        Query(database, "SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' ORDER BY barcode");
}

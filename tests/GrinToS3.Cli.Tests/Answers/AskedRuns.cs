using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Progress;
using GrinToS3.Runs;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Answers;

/// <summary>Four runs of one library: without volumes; finished but for a damaged archive; with a session at work and its listing unfinished; killed in the middle of a sync.</summary>
public sealed class AskedRuns : IAsyncLifetime
{
    private const int Books = 600;

    private GrinStand? _stand;
    private RunLock? _held;

    internal GrinStand Stand => _stand!;

    /// <summary>Of the finished run: a stored volume, the damaged one, and one that waits in GRIN's queue.</summary>
    internal string[] Volumes { get; private set; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var damaged = SyncStand.Library(Books).ToLibrary().Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).Skip(2).First();
        _stand = await GrinStand.StartAsync(SyncStand.Library(Books, $"archive:barcode={damaged}:wrong-checksum") with { Latency = TimeSpan.FromMilliseconds(5) });
        await EmptyAsync();
        await FinishedAsync();
        await KilledAsync("running", Collect("running"), "\"pages\":2,");
        _held = RunLock.TryTake(_stand.Run("running"));
        await _stand.DoAsync(Collect("broken"));
        await KilledAsync("broken", SyncStand.Sync("broken", "--queue", "converted", "--json"), "\"stored\":3,");
        Volumes = [_stand.Converted()[0], damaged, _stand.Grin.Library.InProcess.First().Barcode];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _held?.Dispose();
        if (_stand is not null)
        {
            await _stand.DisposeAsync();
        }
    }

    private async Task EmptyAsync()
    {
        await Stand.DoAsync([.. Collect("empty"), "--write-config"]);
        ProgressStore.Open(new ProgressStoreOptions { Path = Stand.Run("empty").Database, HostId = "test" }).Dispose();
    }

    private async Task FinishedAsync()
    {
        await Stand.DoAsync(Collect("finished"));
        await Stand.DoAsync("enrich", "--run-name", "finished", "--limit", "500");

        // The second reads what the first has put into GRIN's queue.
        await Stand.DoAsync("request", "--run-name", "finished", "--queue", "previous", "--limit", "20");
        await Stand.DoAsync("request", "--run-name", "finished", "--queue", "previous", "--limit", "1");
        Assert.Equal(7, (await Stand.RunAsync(SyncStand.Sync("finished", "--queue", "converted", "--skip-requests"))).Code);

        // What this library does not bring about.
        await using var connection = new SqliteConnection($"Data Source={Stand.Run("finished").Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $$"""
            UPDATE volume_states SET next_attempt_at = '2026-11-28T12:00:00.000000+00:00' WHERE stage = 'sync' AND state = 'failed';
            INSERT OR REPLACE INTO grin_lists (list, barcode, session, stem, date, details)
            SELECT '_failed', barcode, 1, barcode, '2026/11/01 12:00', '{"grin_convert_failed_info":"Bad images"}' FROM volume_states WHERE stage = 'sync' AND state = 'failed';
            INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, metadata)
            SELECT barcode, 'text_extraction', 'reopened', '2026-11-28T12:00:00.000000+00:00', '{"reason":"text_missing","detail":"none"}' FROM books LIMIT 1;
            """;
        await command.ExecuteNonQueryAsync();
    }

    private async Task KilledAsync(string run, string[] arguments, string at)
    {
        await using var grin = Stand.Start([.. arguments, .. arguments.Contains("--json") ? [] : new[] { "--json" }]);
        Assert.True(await grin.ReadToAsync(at) is not null, $"{run}: no {at}");
        grin.Kill();
        await grin.EndAsync();
    }

    /// <summary>Archives in local storage have no run's name, so each run has a folder of its own.</summary>
    private string[] Collect(string run) =>
        [.. Stand.Collect(run, "--page-size", "50").Select(argument => argument is "storage" ? $"storage-{run}" : argument)];
}

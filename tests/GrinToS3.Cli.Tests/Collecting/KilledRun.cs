using GrinToS3.Cli.Processes;
using GrinToS3.Progress;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Collecting;

/// <summary>A run that is started and killed again and again, and looked at after each kill.</summary>
/// <param name="stand">Where it runs.</param>
/// <param name="run">Its name.</param>
/// <param name="chance">Chooses the moments.</param>
/// <param name="startUp">How long an undisturbed start takes until its first page.</param>
internal sealed class KilledRun(GrinStand stand, string run, Random chance, TimeSpan startUp)
{
    internal const int PageSize = 25;
    private const int KilledBySignal = 128 + 9;

    private readonly HashSet<string> _acknowledged = [];
    private int _pages;

    /// <summary>How often the process was killed; a process that was done before its moment came does not count.</summary>
    internal int Kills { get; private set; }

    internal string[] Arguments => stand.Collect(run, "--json", "--page-size", $"{PageSize}");

    private string Database => stand.Run(run).Database;

    private int LastPage => stand.Grin.Library.Count / PageSize;

    /// <summary>Starts the process, kills it at a moment of its life, and looks at what it left.</summary>
    internal async Task KillOnceAsync()
    {
        await using var grin = stand.Start(Arguments);
        await WaitForAMomentAsync(grin);
        grin.Kill();
        var exit = await grin.EndAsync();
        Assert.True(exit.Code is KilledBySignal or 0 && exit.Errors.Count == 0, exit.ToString());
        Kills += exit.Code is KilledBySignal ? 1 : 0;
        foreach (var progress in Acknowledged.Progress(exit.Output).Where(static one => one.LastBatch is not null))
        {
            _acknowledged.Add(progress.LastBatch!.Value);
            _pages = progress.Pages % LastPage;
        }

        Verify();
    }

    private async Task WaitForAMomentAsync(GrinProcess grin)
    {
        switch (chance.Next(4))
        {
            case 0:
                await Task.Delay(startUp * chance.NextDouble());
                break;
            case 1:
                await grin.ReadToAsync("\"phase\":\"Publishing\"");
                await Task.Delay(chance.Next(60));
                break;
            default:
                for (var lines = chance.Next(1, LastPage - _pages + 1); lines > 0; lines--)
                {
                    await grin.ReadToAsync("\"lastBatch\"");
                }

                await Task.Delay(chance.Next(10));
                break;
        }
    }

    private void Verify()
    {
        if (!File.Exists(Database) || Scalar("PRAGMA user_version") == 0)
        {
            Assert.Empty(_acknowledged);
            return;
        }

        Assert.Empty(DatabaseCheck.Run(Database).Problems);
        var applied = _acknowledged.Count == 0 ? [] : Texts("SELECT batch_id FROM applied_batches");
        Assert.Equal(applied.Distinct().Count(), applied.Count);
        Assert.Empty(_acknowledged.Except(applied));
        var barcodes = Texts("SELECT barcode FROM books");
        Assert.Equal(barcodes.Distinct().Count(), barcodes.Count);
        Assert.Empty(_acknowledged.SelectMany(BarcodesOf).Except(barcodes));

        // Each row was counted by exactly one batch.
        Assert.Equal(applied.Count == 0 ? barcodes.Count : Scalar("SELECT sum(inserted) FROM applied_batches"), barcodes.Count);
    }

    private IEnumerable<string> BarcodesOf(string batch)
    {
        var page = int.Parse(batch[(batch.LastIndexOf('/') + 1)..], null);
        return Enumerable.Range(page * PageSize, PageSize).Select(index => stand.Grin.Library.GetBook(index).Barcode);
    }

    private long Scalar(string sql) => long.Parse(Texts(sql)[0], null);

    // Read-only, so that the write-ahead log is left to the next start as the kill left it.
    private List<string> Texts(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}

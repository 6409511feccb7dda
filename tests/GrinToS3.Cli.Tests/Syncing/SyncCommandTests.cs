using GrinToS3.Cli.Processes;
using GrinToS3.Syncing;

namespace GrinToS3.Cli.Syncing;

public sealed class SyncCommandTests
{
    private const int Books = 300;

    [Fact]
    public async Task Sync_StoresEveryConvertedVolumeAndThenNothing_IfItIsRepeated()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));

        var first = SyncStand.Result(await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--json"])));

        Assert.Equal((SyncEnd.Complete, stand.Converted().Count), (first.End, first.Progress.Stored));
        Assert.All(stand.Converted(), barcode => stand.AssertStored(stand.Storage, barcode));
        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
        Assert.Contains("books_latest.csv.gz", stand.Stored());
        var fetched = stand.Grin.Journal.Count("archive");
        var again = SyncStand.Result(await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--json"])));
        Assert.Equal((0, fetched), (again.Progress.ToFetch, stand.Grin.Journal.Count("archive")));
    }

    [Theory]
    [InlineData("give either --queue", "--limit", "3")]
    [InlineData("give either --queue", "--queue", "converted", "--barcodes", "39015000000001")]
    [InlineData("--queue 'new' is none of converted, previous, unconverted, changed", "--queue", "new")]
    [InlineData("not both", "--barcodes", "39015000000001", "--barcodes-file", "list.txt")]
    [InlineData("--barcodes, item 2: ", "--barcodes", "39015000000001,not a barcode")]
    [InlineData("list.txt, line 4: ", "--barcodes-file", "list.txt")]
    [InlineData("--barcodes-file can't be read", "--barcodes-file", "missing.txt")]
    [InlineData("empty.txt names no volume", "--barcodes-file", "empty.txt")]
    [InlineData("--limit must be at least 1", "--queue", "converted", "--limit", "0")]
    [InlineData("--quota must be at least 0", "--queue", "converted", "--quota", "-1")]
    [InlineData("--patience must be between", "--queue", "converted", "--patience", "-1")]
    [InlineData("--max-sequential-failures must be at least 1", "--queue", "converted", "--max-sequential-failures", "0")]
    public async Task Sync_Exits2AndChangesNothing_IfWhatItIsGivenIsBad(string message, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));
        await File.WriteAllTextAsync(stand["list.txt"], "# volumes\n39015000000001\n\nno barcode!\n");
        await File.WriteAllTextAsync(stand["empty.txt"], "# none\n\n");

        await stand.RefuseAsync(2, message, SyncStand.Sync(more: arguments));
    }

    [Fact]
    public async Task Sync_Exits2_IfThereIsNoSuchRun()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));

        await stand.RefuseAsync(2, "there is no run 'run2'", SyncStand.Sync("run2", "--queue", "converted"));
    }

    [Fact]
    public async Task Sync_TakesBarcodesFromStandardInput_AndNamesALineThatIsNone()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        string[] named = [.. stand.Converted().Take(2)];

        Assert.True(await TypedAsync([named[0], "what?"]) is { Code: 2, Errors: [var line] } && line.Contains("standard input, line 2: ", StringComparison.Ordinal));
        var exit = await TypedAsync([$"  {named[0]}\r", "", "# and", named[1], named[1]]);

        Assert.True(exit.Code == 0, exit.ToString());
        Assert.Equal(named, SyncStand.Completed(stand.Run().Database));

        async Task<GrinExit> TypedAsync(string[] lines)
        {
            await using var grin = stand.Start(SyncStand.Sync(more: ["--barcodes-file", "-"]));
            foreach (var text in lines)
            {
                await grin.TypeAsync(text);
            }

            grin.EndInput();
            return await grin.EndAsync();
        }
    }

    [Theory]
    [InlineData(3, "archive:token-rejected")]
    [InlineData(5, "_converted:503")]
    [InlineData(7, "archive:method=GET:requests=2-99:corrupt=9000")]
    public async Task Sync_ExitsByTheFaultsKind_IfItConcernsAll(int code, string fault)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books, fault));

        var exit = await stand.RunAsync(SyncStand.Sync(more: ["--queue", "converted"]));

        Assert.True(exit.Code == code && exit.Errors is [var line] && line.StartsWith("grin: ", StringComparison.Ordinal), exit.ToString());
        Assert.All(SyncStand.Completed(stand.Run().Database), barcode => stand.AssertStored(stand.Storage, barcode));
    }

    [Fact]
    public async Task Sync_Exits3_IfThePassphraseIsWrong()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        await File.WriteAllTextAsync(Path.Combine(stand.Credentials, "gpg_passphrase.asc"), "another");

        var exit = await stand.RunAsync(SyncStand.Sync(more: ["--queue", "converted"]));

        Assert.True(exit.Code == 3 && exit.Errors.Count == 1, exit.ToString());
        Assert.Equal(1, stand.Grin.Journal.Count("archive"));
    }

    [Fact]
    public async Task Sync_Exits4_IfStorageCanNotBeWrittenTo()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        if (Directory.Exists(Path.Combine(stand.Storage, "raw")))
        {
            Directory.Delete(Path.Combine(stand.Storage, "raw"), recursive: true);
        }

        await File.WriteAllTextAsync(Path.Combine(stand.Storage, "raw"), "a file where a folder must be");

        var exit = await stand.RunAsync(SyncStand.Sync(more: ["--queue", "converted"]));

        Assert.True(exit.Code == 4 && exit.Errors.Count == 1, exit.ToString());
        Assert.Equal(0, stand.Grin.Journal.Count("archive"));
    }

    [Fact]
    public async Task Request_Exits6_IfTheQueueIsFull()
    {
        var options = SyncStand.Library(600);
        await using var stand = await SyncStand.StartAsync(options with { QueueLimit = options.ToLibrary().InProcess.Count() + 250 });

        var exit = await stand.RunAsync("request", "--run-name", "run1", "--queue", "previous");

        Assert.True(exit.Code == 6 && exit.Errors.Count == 0, exit.ToString());
        Assert.Contains(exit.Output, static line => line.Contains("queue is full", StringComparison.Ordinal));
        Assert.Equal(0, stand.Grin.Journal.Count("archive"));
        Assert.Equal("200", Assert.Single(SyncStand.Query(
            stand.Run().Database,
            "SELECT CAST(count(*) AS TEXT) FROM book_status_history WHERE status_type = 'conversion' AND status_value <> 'conversion_failed'")));
    }

    [Fact]
    public async Task Sync_Exits7AndStoresTheOthers_IfAVolumeFails()
    {
        var bad = SyncStand.Library(Books).ToLibrary().Converted.OrderBy(static book => book.ConvertedDate, StringComparer.Ordinal).ElementAt(4).Barcode;
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books, $"archive:barcode={bad}:corrupt=9000"));

        var exit = await stand.RunAsync(SyncStand.Sync(more: ["--queue", "converted"]));

        Assert.True(exit.Code == 7 && exit.Errors.Count == 0, exit.ToString());
        Assert.Contains(exit.Output, line => line.Contains($"Last failure: [{bad}] IntegrityFailed: ", StringComparison.Ordinal));
        Assert.Equal(stand.Converted().Where(one => one != bad), SyncStand.Completed(stand.Run().Database));
    }

    [Fact]
    public async Task Sync_Exits130AndGoesOnLater_IfCtrlCIsPressed()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(600) with { Latency = TimeSpan.FromMilliseconds(100) });
        await using var grin = stand.Start(SyncStand.Sync(more: ["--queue", "converted", "--json"]));
        Assert.NotNull(await grin.ReadToAsync("\"stored\":2,"));

        await grin.InterruptAsync();
        var exit = await grin.EndAsync();

        Assert.True(exit.Code == 130 && exit.Errors.Count == 0, exit.ToString());
        var done = SyncStand.Completed(stand.Run().Database);
        Assert.Equal(SyncStand.Result(exit).Progress.Stored, done.Count);
        Assert.InRange(done.Count, 2, stand.Converted().Count - 1);
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
    }

    [Theory]
    [InlineData("sync", "--queue", "converted")]
    [InlineData("sync", "--queue", "previous", "--limit", "5")]
    [InlineData("sync", "--barcodes", "39015000000001")]
    [InlineData("request", "--queue", "previous")]
    public async Task DryRun_ChangesNothing_WhateverItWouldDo(string command, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        var before = FolderState.Of(stand.Folder);

        var exit = await stand.DoAsync([command, "--run-name", "run1", "--dry-run", .. arguments]);

        Assert.Contains(exit.Output, static line => line.StartsWith("Would fetch ", StringComparison.Ordinal));
        Assert.Equal(before, FolderState.Of(stand.Folder));
        Assert.Equal((0, 0), (stand.Grin.Journal.Count("archive"), stand.Grin.Journal.Count("_process")));
    }
}

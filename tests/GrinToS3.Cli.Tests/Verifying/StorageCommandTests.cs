using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;

namespace GrinToS3.Cli.Verifying;

/// <summary><c>grin storage</c> as a process, in a folder that another run uses too.</summary>
public sealed class StorageCommandTests
{
    [Fact]
    public async Task Storage_ListsCountsCopiesAndChecksWhatTheRunHasStored()
    {
        await using var stand = await SyncedAsync();
        var archive = Archive(stand, stand.Converted()[1]);

        var ls = await stand.DoAsync(Storage("ls", "raw"));
        Assert.Equal(stand.Converted().Select(static one => $"raw  {one}/{one}.tar.gz"), ls.Output);
        var full = await stand.DoAsync(Storage("ls", "full", "--long", "--prefix", stand.Converted()[2]));
        Assert.True(full.Output is [var line, _] && line.EndsWith($" full {stand.Converted()[2]}_ocr.jsonl.gz", StringComparison.Ordinal), full.ToString());
        var du = await stand.DoAsync(Storage("du"));
        Assert.Contains(du.Output, line => line.StartsWith($"raw  {stand.Converted().Count,12} objects", StringComparison.Ordinal));
        Assert.Equal(3, (await stand.DoAsync(Storage("check"))).Output.Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)));

        await stand.DoAsync(Storage("cp", "raw", Path.GetFileName(archive), "here"));
        await stand.DoAsync(Storage("cp", "full", "", "texts", "--all"));

        Assert.Equal(await File.ReadAllBytesAsync(archive), await File.ReadAllBytesAsync(stand[$"here/{Path.GetFileName(archive)}"]));
        Assert.Equal(stand.Converted().Count, Directory.GetFiles(stand["texts"]).Length);
        var missing = await stand.RunAsync(Storage("cp", "raw", "39015000000000.tar.gz", "here"));
        Assert.True(missing.Code == 2 && missing.Errors is [var error] && error.Contains("there is no object", StringComparison.Ordinal), missing.ToString());
    }

    [Fact]
    public async Task Rm_AsksFirstAndDeletesTheRunsOwnObjectsOnly()
    {
        await using var stand = await SyncedAsync();
        var before = FolderState.Of(stand.Storage);

        var dry = await stand.DoAsync(Storage("rm", "full", "--dry-run"));
        var refused = await AnswerAsync("no");
        Assert.Contains("Nothing was deleted", dry.Output);
        Assert.True(refused.Code == 2 && refused.Errors.Count == 1, refused.ToString());
        Assert.Equal(before, FolderState.Of(stand.Storage));

        var done = await AnswerAsync("DELETE");

        Assert.True(done.Code == 0, done.ToString());
        Assert.Equal(
            before.Where(static line => !line.StartsWith("full/run1/", StringComparison.Ordinal)), FolderState.Of(stand.Storage));
        Assert.Equal(7, (await stand.RunAsync("verify", "--run-name", "run1")).Code);
        await stand.DoAsync(Storage("rm", "raw", "--yes"));

        // What is left is the folder in which a start tries whether it can write.
        Assert.Equal(["run1"], Directory.EnumerateFileSystemEntries(Path.Combine(stand.Storage, "raw"), "*", SearchOption.AllDirectories).Select(static path => Path.GetFileName(path)));

        async Task<GrinExit> AnswerAsync(string text)
        {
            await using var grin = stand.Start(Storage("rm", "full"));
            await grin.TypeAsync(text);
            grin.EndInput();
            return await grin.EndAsync();
        }
    }

    [Fact]
    public async Task Rm_RefusesArchives_IfAnotherRunSharesTheirFolder()
    {
        await using var stand = await SyncedAsync();
        Directory.CreateDirectory(Path.Combine(stand.Storage, "meta", "run2"));

        await stand.RefuseAsync(2, "run2 may have stored the same volumes", Storage("rm", "raw", "--yes"));
    }

    [Theory]
    [InlineData("BUCKET 'row' is none of raw, meta, full", "rm", "row", "--yes")]
    [InlineData("BUCKET 'row' is none of raw, meta, full", "ls", "row")]
    public async Task Storage_Exits2AndChangesNothing_IfWhatItIsGivenIsBad(string message, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));

        await stand.RefuseAsync(2, message, Storage(arguments));
    }

    private static string[] Storage(params string[] more) => ["storage", more[0], "--run-name", "run1", .. more[1..]];

    private static string Archive(GrinStand stand, string barcode) => Path.Combine(stand.Storage, "raw", barcode, $"{barcode}.tar.gz");

    private static async Task<GrinStand> SyncedAsync()
    {
        var stand = await SyncStand.StartAsync(SyncStand.Library(150));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        return stand;
    }
}

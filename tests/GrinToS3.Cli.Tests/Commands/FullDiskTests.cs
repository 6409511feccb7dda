using System.Diagnostics;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Progress;
using GrinToS3.Simulator;

namespace GrinToS3.Cli.Commands;

public sealed class FullDiskTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(700)]
    [InlineData(1500)]
    public async Task Collect_SaysSoAndGoesOnLater_IfTheDiskIsFull(int kibibytes)
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 3000 });
        Directory.CreateDirectory(stand["disk"]);
        var (code, problem) = await MountAsync("-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", stand["disk"]);
        Assert.SkipWhen(code != 0, $"a small file system can't be mounted here: {problem}");
        try
        {
            string[] collect = stand.Collect(more: ["--output-root", "disk/output"]);
            collect[Array.IndexOf(collect, "storage")] = "disk/storage";
            var full = await stand.RunAsync(collect);
            Assert.True(full is { Code: 4, Errors: [var line] } && line.StartsWith("grin: ", StringComparison.Ordinal), full.ToString());
            var database = stand["disk/output/run1/books.db"];
            Assert.Empty(DatabaseCheck.Run(database).Problems);
            var left = Directory.GetFiles(stand["disk"], "*", SearchOption.AllDirectories);
            Assert.DoesNotContain(left, static path => path.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.All(left.Where(static path => path.EndsWith(".csv", StringComparison.Ordinal)), static csv => Assert.Equal(3001, File.ReadLines(csv).Count()));

            await MountAsync("-o", "remount,size=100m", stand["disk"]);
            await stand.DoAsync(collect);

            Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(database));
            Assert.True(File.Exists(stand["disk/storage/meta/run1/books_latest.csv"]));
        }
        finally
        {
            using var unmount = Process.Start("umount", [stand["disk"]]);
            await unmount.WaitForExitAsync();
        }
    }

    /// <summary>gaps 7: "Disk reaches 90%": nothing is staged, so only a full storage can stop a sync; no volume counts as failed, and the next start goes on.</summary>
    [Fact]
    public async Task Sync_SaysSoAndGoesOnLater_IfTheDiskIsFull()
    {
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        Directory.CreateDirectory(stand["disk"]);
        var (code, problem) = await MountAsync("-t", "tmpfs", "-o", "size=700k", "tmpfs", stand["disk"]);
        Assert.SkipWhen(code != 0, $"a small file system can't be mounted here: {problem}");
        try
        {
            string[] collect = stand.Collect();
            collect[Array.IndexOf(collect, "storage")] = "disk/storage";
            await stand.DoAsync(collect);
            var sync = SyncStand.Sync(more: ["--queue", "converted"]);

            var full = await stand.RunAsync(sync);

            Assert.True(full is { Code: 4, Errors: [var line] } && line.StartsWith("grin: ", StringComparison.Ordinal), full.ToString());
            Assert.DoesNotContain(
                Directory.GetFiles(stand["disk"], "*", SearchOption.AllDirectories), static path => path.EndsWith(".tmp", StringComparison.Ordinal));
            var completed = SyncStand.Completed(stand.Run().Database);
            Assert.InRange(completed.Count, 1, stand.Converted().Count - 1);
            Assert.All(completed, barcode => stand.AssertStored(stand["disk/storage"], barcode));
            Assert.Empty(SyncStand.Query(stand.Run().Database, "SELECT barcode FROM volume_states WHERE stage = 'sync' AND state = 'failed'"));

            await MountAsync("-o", "remount,size=100m", stand["disk"]);
            await stand.DoAsync(sync);

            Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
            Assert.All(stand.Converted(), barcode => stand.AssertStored(stand["disk/storage"], barcode));
        }
        finally
        {
            using var unmount = Process.Start("umount", [stand["disk"]]);
            await unmount.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("csv.gz")]
    [InlineData("parquet")]
    [InlineData("jsonl")]
    public async Task Export_SaysSoAndLeavesNothing_IfTheDiskIsFull(string ending)
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 3000 });
        await stand.DoAsync(stand.Collect());
        Directory.CreateDirectory(stand["disk"]);
        var (code, problem) = await MountAsync("-t", "tmpfs", "-o", "size=40k", "tmpfs", stand["disk"]);
        Assert.SkipWhen(code != 0, $"a small file system can't be mounted here: {problem}");
        try
        {
            var full = await stand.RunAsync("export", "--run-name", "run1", "--output", $"disk/books.{ending}");

            Assert.True(full is { Code: 4, Errors: [var line] } && line.StartsWith($"grin: can't write {stand["disk"]}/books.{ending}: No space left", StringComparison.Ordinal), full.ToString());
            Assert.Empty(Directory.GetFiles(stand["disk"]));
        }
        finally
        {
            using var unmount = Process.Start("umount", [stand["disk"]]);
            await unmount.WaitForExitAsync();
        }
    }

    private static async Task<(int Code, string Problem)> MountAsync(params string[] arguments)
    {
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        var problem = await mount.StandardError.ReadToEndAsync();
        await mount.WaitForExitAsync();
        return (mount.ExitCode, problem.Trim());
    }
}

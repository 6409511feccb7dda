using GrinToS3.Functions.Settings;
using GrinToS3.Progress.Mounts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Hosting;

/// <summary>Looks at the mount when the host starts: a host whose mount is missing, read-only or full does not start, and says why.</summary>
/// <param name="settings">Where runs are.</param>
/// <param name="logger">The log.</param>
internal sealed partial class MountCheck(IOptions<RunsSettings> settings, ILogger<MountCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var report = MountProbe.Look(settings.Value.Root);
        if (!report.IsUsable)
        {
            var problems = string.Join("; ", report.Problems);
            LogUnusable(logger, problems);
            throw new IOException($"Runs__Root can't be used: {problems}");
        }

        LogUsable(logger, report.Folder, report.FileSystemName, report.FileSystem.ToString(), report.JournalMode, report.FreeBytes);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1203, LogLevel.Information, "Runs lie in {Folder}: {FileSystem} ({Kind}), journal mode {JournalMode}, {FreeBytes} bytes free")]
    private static partial void LogUsable(ILogger logger, string folder, string? fileSystem, string? kind, string? journalMode, long? freeBytes);

    [LoggerMessage(1204, LogLevel.Critical, "Runs__Root can't be used: {Problems}")]
    private static partial void LogUnusable(ILogger logger, string problems);
}

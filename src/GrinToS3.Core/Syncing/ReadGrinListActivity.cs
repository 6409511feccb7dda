using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Grin.Listing;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Reads one of GRIN's lists from its first page to its last, and leaves its volumes in the inbox. A list that could not be read to its end is an error.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class ReadGrinListActivity(OpenRuns runs) : IActivity<ReadGrinList, Outcome<GrinListRead>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "ReadGrinList";

    private const int ConvertedPageSize = 50_000;
    private const int WholeList = -1;
    private const int MostPages = 1000;
    private const string Suffix = ".tar.gz.gpg";

    /// <inheritdoc />
    public Task<Outcome<GrinListRead>> RunAsync(ReadGrinList input, CancellationToken cancellationToken) => StorageGuard.RunAsync<GrinListRead>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        var batch = BatchId.ForList(input.Session, input.List);
        using var writer = run.Inbox.Create(batch);
        var volumes = new ListedVolumes(writer, input.Session, input.List);
        var error = input.List is GrinLists.InProcess
            ? await ReadTextAsync(run, volumes, cancellationToken)
            : await ReadPagesAsync(run, input.List, volumes, cancellationToken);
        if (error is not null)
        {
            return RunError.From(error with { Message = $"GRIN's list {input.List}: {error.Message}" });
        }

        if (volumes.NoBarcode > 0)
        {
            runs.Options.Warn?.Invoke($"GRIN's list {input.List} shows {volumes.NoBarcode} volumes whose names are no barcodes; they are left out");
        }

        writer.Complete();
        return new GrinListRead(batch);
    });

    private static async Task<GrinError?> ReadPagesAsync(OpenRun run, string list, ListedVolumes volumes, CancellationToken cancellationToken)
    {
        var address = list is GrinLists.Converted
            ? run.Address.ListFirstPage(GrinList.Converted, ConvertedPageSize)
            : run.Address.ListFirstPage(GrinList.Failed, WholeList);
        for (var page = 0; address is not null; page++)
        {
            // Rows of an attempt that fails may stay in the batch: the next attempt writes the same ones again, and the last counts.
            var read = await run.Grin.GetAsync(
                address,
                GrinRequestKind.List,
                async (response, stop) => await ListingParser.ReadAsync(response.Body, volumes, stop),
                run.Retry,
                cancellationToken);
            if (!read.IsSuccess)
            {
                return read.Error;
            }

            var next = read.Value.NextLink is { } link ? run.Address.Resolve(link) : null;
            if (next == address || page >= MostPages || (read.Value.NextLink is not null && next is null))
            {
                return new GrinError(GrinErrorKind.LayoutChanged, $"the Next link on {address} leads nowhere new");
            }

            address = next;
        }

        return null;
    }

    private static async Task<GrinError?> ReadTextAsync(OpenRun run, ListedVolumes volumes, CancellationToken cancellationToken)
    {
        var read = await run.Grin.GetAsync<Done>(
            run.Address.InProcess,
            GrinRequestKind.List,
            async (response, stop) =>
            {
                using var lines = new StreamReader(response.Body, leaveOpen: true);
                while (await lines.ReadLineAsync(stop) is { } line)
                {
                    var name = line.Trim();
                    if (name.Contains('<', StringComparison.Ordinal) || name.Contains(' ', StringComparison.Ordinal))
                    {
                        return new GrinError(GrinErrorKind.UnexpectedReply, $"{run.Address.InProcess} is not a list of barcodes; save it and report it");
                    }

                    if (name.Length > 0)
                    {
                        var stem = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
                        volumes.Add(stem, stem, date: null, details: null);
                    }
                }

                return Done.Value;
            },
            run.Retry,
            cancellationToken);
        return read.Error;
    }
}

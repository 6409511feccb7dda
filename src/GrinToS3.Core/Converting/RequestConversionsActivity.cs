using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Converting;

/// <summary>Asks GRIN in one call to convert volumes, and leaves each answer in the inbox, literally.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class RequestConversionsActivity(OpenRuns runs) : IActivity<RequestConversions, Outcome<ConversionsRequested>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "RequestConversions";

    /// <summary>The most volumes of one call (spec: grin-protocol 8).</summary>
    public const int MostVolumes = 200;

    /// <summary>An answer that we do not know is asked for again after so long.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(12);

    /// <inheritdoc />
    public Task<Outcome<ConversionsRequested>> RunAsync(RequestConversions input, CancellationToken cancellationToken) =>
        StorageGuard.RunAsync<ConversionsRequested>(async () =>
        {
            using var lease = runs.Borrow(input.Run);
            var run = lease.Run;
            var batch = BatchId.ForRequest(input.Session, input.Volumes[0].Position);
            if (run.Inbox.TryReadReceipt(batch, out var receipt) && receipt.ReadNote<ConversionsRequested>() is { } done)
            {
                // GRIN has answered this call; to ask again would only bring other answers.
                return done;
            }

            var barcodes = input.Volumes.Select(static volume => volume.Barcode).ToHashSet(StringComparer.Ordinal);
            var asked = await run.Grin.GetAsync(
                run.Address.Process(barcodes),
                GrinRequestKind.Conversion,
                async (response, stop) =>
                {
                    using var reader = new StreamReader(response.Body, leaveOpen: true);
                    return ProcessReply.Read(await reader.ReadToEndAsync(stop), barcodes);
                },
                run.Retry,
                cancellationToken);
            return asked.IsSuccess ? Note(run, batch, input, asked.Value)
                : asked.Error.Kind is GrinErrorKind.QueueFull ? new ConversionsRequested(null, new Dictionary<ConversionAnswer, int>(), QueueFull: true, null)
                : RunError.From(asked.Error);
        });

    private ConversionsRequested Note(OpenRun run, BatchId batch, RequestConversions input, IReadOnlyDictionary<string, string> answers)
    {
        using var writer = run.Inbox.Create(batch);
        var moment = runs.Options.Time.GetUtcNow();
        var counts = new Dictionary<ConversionAnswer, int>();
        string? sample = null;
        foreach (var volume in input.Volumes)
        {
            var text = answers.GetValueOrDefault(volume.Barcode);
            var answer = text is null ? ConversionAnswer.Unknown : ProcessReply.Classify(text);
            counts[answer] = counts.GetValueOrDefault(answer) + 1;
            sample ??= answer is ConversionAnswer.Unknown ? text ?? "(no answer)" : null;
            Write(new VolumeRows(writer, input.Session, volume.Barcode), answer, text, moment);
        }

        var requested = new ConversionsRequested(batch, counts, QueueFull: false, sample);
        writer.Complete(WorkflowJson.Write(requested));
        return requested;
    }

    private static void Write(VolumeRows rows, ConversionAnswer answer, string? text, DateTimeOffset moment)
    {
        var now = ToolTimestamp.Format(moment);
        var (status, name, reason) = answer switch
        {
            ConversionAnswer.Requested => ("requested", "requested", "success_conversion_requested"),
            ConversionAnswer.InProcess => ("in_process", "in_process", "skip_already_in_process"),
            ConversionAnswer.Available => ("skipped", "already_available", "skip_already_available"),
            ConversionAnswer.Refused => ("unavailable", "unavailable", "skip_verified_unavailable"),
            _ => ("failed", "unknown", "fail_unknown_answer"),
        };
        rows.Event(
            VolumeRows.ConversionType,
            status,
            HistoryMetadata.Write(("conversion_status", name), ("request_count", 1), ("grin_response", text), ("reason", reason)));
        if (answer is ConversionAnswer.Requested)
        {
            rows.Columns(requested: now);
        }

        rows.State(
            VolumeRows.ConversionType,
            answer.ToString().ToLowerInvariant(),
            answer is ConversionAnswer.Unknown ? "UnknownAnswer" : null,
            text,
            answer is ConversionAnswer.Unknown ? ToolTimestamp.Format(moment + AskAgain) : null);
    }
}

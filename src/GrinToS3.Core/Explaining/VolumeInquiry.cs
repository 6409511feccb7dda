using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Explaining;

/// <summary>Asks the run's storage and GRIN about one volume, and decides what comes next; changes nothing, and works beside a session.</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
public sealed class VolumeInquiry(OpenRun run, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="facts">What the run's file knows of it.</param>
    /// <param name="asksGrin">Whether GRIN is asked as well: one request for the archive's headers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Explanation> RunAsync(Barcode barcode, VolumeFacts facts, bool asksGrin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(barcode);
        ArgumentNullException.ThrowIfNull(facts);
        return new Explanation(
            facts,
            await StorageAsync(barcode, cancellationToken),
            asksGrin ? await GrinAsync(facts.On(GrinLists.Converted)?.Stem ?? facts.Barcode, cancellationToken) : null,
            NextStep.Of(facts, time.GetUtcNow()));
    }

    private async Task<Answer> StorageAsync(Barcode barcode, CancellationToken cancellationToken)
    {
        var found = await StorageGuard.RunAsync<Answer>(async () =>
            await run.Objects.HeadAsync(run.Layout.Archive(barcode), cancellationToken) is { } stored
                ? new Answer(true, stored.Metadata.GetValueOrDefault(ObjectMetadata.EncryptedETag), stored.Size)
                : new Answer(false));
        return found.IsSuccess ? found.Value : new Answer(null, Problem: found.Error.Message);
    }

    private async Task<Answer> GrinAsync(string stem, CancellationToken cancellationToken)
    {
        var head = await ArchiveVersion.AskAsync(run.Grin, run.Address.Archive(stem), RetryPlan.None, cancellationToken);
        return head.IsSuccess ? new Answer(true, head.Value)
            : head.Error.Kind is GrinErrorKind.ArchiveNotReady ? new Answer(false)
            : new Answer(null, Problem: head.Error.Message);
    }
}

using GrinToS3.Archives;
using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>One volume's way from GRIN into storage, in one pass and with nothing in between (design: Syncing).</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
/// <param name="input">What is wanted.</param>
/// <param name="barcode">The volume.</param>
/// <param name="report">Says what came of it.</param>
internal sealed class VolumePass(OpenRun run, TimeProvider time, SyncVolume input, Barcode barcode, VolumeReport report)
{
    private GrinRequest Request => new(run.Address.Archive(input.Volume.Stem), GrinRequestKind.Archive);

    /// <summary>Does it.</summary>
    /// <returns>What came of the volume; an error only where all others would meet it as well.</returns>
    internal async Task<Outcome<VolumeSynced>> RunAsync(CancellationToken cancellationToken)
    {
        var keys = run.ArchiveKeys;
        if (!keys.IsSuccess)
        {
            return Concerning(keys.Error);
        }

        var stored = await StoredETagAsync(cancellationToken);
        if (stored is not null && !input.Force)
        {
            var head = await ArchiveVersion.AskAsync(run.Grin, Request.Address, run.Retry, cancellationToken);
            if (!head.IsSuccess || head.Value == stored)
            {
                return head.IsSuccess ? report.Unchanged(input.Volume.IsRecorded) : OfGrin(head.Error, isStored: true);
            }
        }

        return await FetchAsync(keys.Value, isStored: stored is not null, cancellationToken);
    }

    /// <summary>GRIN's version of what storage has. What only <c>books</c> says is looked up: the Python tool wrote it before it had stored anything.</summary>
    private async Task<string?> StoredETagAsync(CancellationToken cancellationToken)
    {
        if (input.Volume.StoredETag is not null || input.Volume.ClaimedETag is null)
        {
            return input.Volume.StoredETag;
        }

        var found = await run.Objects.HeadAsync(run.Layout.Archive(barcode), cancellationToken);
        return found is null or { Size: 0 } ? null
            : run.Objects.Features.HasFlag(StorageFeatures.Metadata) ? found.Metadata.GetValueOrDefault(ObjectMetadata.EncryptedETag)
            : input.Volume.ClaimedETag;
    }

    private async Task<Outcome<VolumeSynced>> FetchAsync(ArchiveKeys keys, bool isStored, CancellationToken cancellationToken)
    {
        var opened = await run.Grin.OpenAsync(Request, run.Retry, cancellationToken);
        if (!opened.IsSuccess)
        {
            return OfGrin(opened.Error, isStored);
        }

        if (opened.Value.Response.ETag is not { Length: > 0 } etag)
        {
            opened.Value.Dispose();
            return report.Failed("download_failed", nameof(GrinErrorKind.MissingETag), "GRIN gave the archive no ETag, so its version is unknown");
        }

        var length = opened.Value.Response.ContentLength;
        await using var body = new ResumingStream(run.Grin, Request, opened.Value, run.Retry, time);
        try
        {
            return await StoreAsync(keys, body, etag, length, cancellationToken);
        }
        catch (GrinBodyException)
        {
            return OfGrin(body.Error!, isStored: false, body.Position);
        }
        catch (StorageException error) when (error.Kind is StorageErrorKind.Mismatch)
        {
            return report.Failed("upload_failed", error.Kind.ToString(), error.Message, body.Position);
        }
    }

    private async Task<Outcome<VolumeSynced>> StoreAsync(ArchiveKeys keys, Stream body, string etag, long? length, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var acquired = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);
        var objects = new VolumeObjects(run, barcode);
        using var text = input.WithText ? new MemoryStream() : null;
        var archiveKey = run.Layout.Archive(barcode);
        await using var archive = run.Objects.OpenWrite(archiveKey, ObjectMetadata.ForArchive(barcode, acquired, etag));
        var pass = await ArchivePass.RunAsync(body, keys, archive, objects.Options(text, length), cancellationToken);
        if (!pass.IsSuccess)
        {
            // Keys that open nothing are wrong, but an archive whose first bytes are damaged looks the same: it ends the run once, and others go first then.
            var failed = report.Failed(StatusOf(pass.Error.Kind), pass.Error.Kind.ToString(), pass.Error.Message, body.Position);
            return pass.Error.ConcernsAllVolumes && !input.KeysProven ? failed with { EndsRun = Concerning(pass.Error) } : failed;
        }

        // From here on everything is known to be genuine, and only now does anything become visible.
        var contents = pass.Value;
        var stored = await archive.CompleteAsync(cancellationToken);
        var placedText = await objects.PutTextAsync(text, contents.Text, acquired, etag, cancellationToken);
        var manifest = await objects.PutAsync(VolumeManifest.From(barcode.Value, etag, contents), cancellationToken);
        if (run.Objects.Features.HasFlag(StorageFeatures.Tags))
        {
            await run.Objects.TagAsync(archiveKey, new Dictionary<string, string> { ["sha256"] = contents.Sha256 }, cancellationToken);
        }

        var path = run.Objects.StoragePath(archiveKey);
        var volume = new StoredVolume(
            etag, contents, new Placed(path, stored.Size, stored.ETag, contents.Sha256), placedText, manifest, input.WithText, input.WithMarc, time.GetElapsedTime(started));
        return report.Stored(volume, path);
    }

    /// <summary>What an error of GRIN means.</summary>
    /// <param name="error">The error.</param>
    /// <param name="isStored">Whether storage has a version of the archive.</param>
    /// <param name="bytes">How much of the body came; null where it had not begun.</param>
    private Outcome<VolumeSynced> OfGrin(GrinError error, bool isStored, long? bytes = null) => error.Kind switch
    {
        GrinErrorKind.ArchiveNotReady => report.NotReady(isStored),
        GrinErrorKind.AuthFailed or GrinErrorKind.CredentialsMissing or GrinErrorKind.Unreachable => RunError.From(error),
        _ => report.Failed(bytes is null ? "check_failed" : "download_failed", error.Kind.ToString(), error.Message, bytes ?? 0),
    };

    private RunError Concerning(ArchiveError error) => new(RunErrorKind.Auth, error.Kind.ToString(), $"[{barcode}] {error.Message}");

    private static string StatusOf(ArchiveErrorKind kind) => kind switch
    {
        ArchiveErrorKind.Cut => "download_failed",
        >= ArchiveErrorKind.GzipDamaged => "unpack_failed",
        _ => "decrypt_failed",
    };
}

using System.Globalization;
using System.Text.Json;
using GrinToS3.Archives;
using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>One volume's way from its stored archive to page texts and MARC columns, in one pass: what a sync derives, from the same bytes.</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
/// <param name="input">What is wanted.</param>
/// <param name="barcode">The volume.</param>
/// <param name="report">Says what came of it.</param>
internal sealed class StoredPass(OpenRun run, TimeProvider time, ReprocessVolume input, Barcode barcode, VolumeReport report)
{
    private readonly StoredArchive _known = input.Volume.Archive ?? new StoredArchive(IsStored: false, Sha256: null, IsTextDue: false, IsMarcDue: false);
    private readonly ObjectKey _key = run.Layout.Archive(barcode);
    private readonly VolumeObjects _objects = new(run, barcode);

    private bool WantsText => input.WithText && (!input.OnlyDue || _known.IsTextDue);

    private bool WantsMarc => input.WithMarc && (!input.OnlyDue || _known.IsMarcDue);

    /// <summary>Does it. What storage throws that is not this archive's own comes out.</summary>
    internal async Task<VolumeSynced> RunAsync(CancellationToken cancellationToken)
    {
        if (!_known.IsStored)
        {
            const string problem = "it is not stored, so there is nothing to derive from: grin sync fetches it";
            return report.NotDerived("NotStored", problem, isTextDue: false, isMarcDue: false);
        }

        var started = time.GetTimestamp();
        using var text = WantsText ? new MemoryStream() : null;
        var (contents, info, failure) = await ReadAsync(text, cancellationToken);
        if (failure is not null)
        {
            return failure;
        }

        // Only now is the archive known to be the one that was stored, and only now does anything become visible.
        var etag = input.Volume.StoredETag ?? info!.Metadata.GetValueOrDefault(ObjectMetadata.EncryptedETag) ?? input.Volume.ClaimedETag;
        var placed = await _objects.PutTextAsync(text, contents!.Text, Acquired(info!), etag, cancellationToken);
        var manifest = placed is null ? null : await CompleteManifestAsync(contents, cancellationToken);
        return report.Derived(contents, new DerivedVolume(etag, placed, manifest, WantsText, WantsMarc, time.GetElapsedTime(started)));
    }

    /// <summary>Reads the archive, and finds out whether it is the one that was stored.</summary>
    private async Task<(StoredContents? Contents, ObjectInfo? Info, VolumeSynced? Failure)> ReadAsync(Stream? text, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await run.Objects.ReadAsync(_key, range: null, cancellationToken);
            if (archive is null)
            {
                return (null, null, Failed("Missing", $"its archive {run.Objects.Describe(_key)} is not there{Remedy}"));
            }

            var pass = await ArchivePass.ReadStoredAsync(archive.Body, _objects.Options(text), cancellationToken);
            return !pass.IsSuccess
                ? (null, null, Failed(pass.Error.Kind.ToString(), $"its archive {run.Objects.Describe(_key)} is damaged: {pass.Error.Message}{Remedy}"))
                : _known.Sha256 is { } stored && !stored.Equals(pass.Value.Sha256, StringComparison.OrdinalIgnoreCase)
                    ? (null, null, Failed(
                        "Altered", $"its archive {run.Objects.Describe(_key)} is damaged: its SHA-256 is {pass.Value.Sha256}, that of what was stored is {stored}{Remedy}"))
                    : (pass.Value, archive.Info, null);
        }
        catch (Exception error) when (ObjectReading.IsOfThisObject(error))
        {
            return (null, null, Failed("Unreadable", $"its archive {run.Objects.Describe(_key)} can't be read: {error.Message.ReplaceLineEndings(" ")}{Remedy}"));
        }
    }

    private string Remedy => $"; nothing was changed: grin verify --run-name {run.Directory.Name} --level full names all that has to be fetched again";

    private VolumeSynced Failed(string kind, string message) =>
        report.NotDerived(kind, message, input.WithText && _known.IsTextDue, input.WithMarc && _known.IsMarcDue);

    /// <summary>When the archive came, as its metadata say; the moment where the store keeps none.</summary>
    private DateTimeOffset Acquired(ObjectInfo info) =>
        DateTimeOffset.TryParse(info.Metadata.GetValueOrDefault("acquisition_date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var acquired)
            ? acquired
            : TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);

    /// <summary>A manifest of a sync that took no page texts gets their counts; one that is of another archive, or no manifest, is left for <c>grin verify</c>.</summary>
    private async Task<Placed?> CompleteManifestAsync(StoredContents contents, CancellationToken cancellationToken)
    {
        await using var stored = await run.Objects.ReadAsync(run.Layout.Manifest(barcode), range: null, cancellationToken);
        if (stored is null || contents.Text is not { } text)
        {
            return null;
        }

        using var json = new MemoryStream();
        await stored.Body.CopyToAsync(json, cancellationToken);
        try
        {
            var manifest = VolumeManifest.Parse(json.ToArray());
            return manifest.PageCount is not null || manifest.ArchiveSha256 != contents.Sha256
                ? null
                : await _objects.PutAsync(manifest with { PageCount = text.Pages, NonEmptyPages = text.NonEmptyPages, Characters = text.Characters }, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

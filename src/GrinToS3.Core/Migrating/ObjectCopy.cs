using System.Security.Cryptography;
using GrinToS3.Objects;
using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>
/// Brings one object from one store into another: read once, its digest taken on the way and compared before anything becomes visible at the target.
/// What is damaged at the source is a finding; what concerns a store it throws.
/// </summary>
/// <param name="source">The store that it comes from.</param>
/// <param name="target">The store that it goes to.</param>
/// <param name="metadata">Gives its metadata.</param>
/// <param name="sharesArchives">Whether other runs have their archives where this one's go: those are never replaced.</param>
internal sealed class ObjectCopy(IObjectStore source, IObjectStore target, CarriedMetadata metadata, bool sharesArchives)
{
    private const int CopyBytes = 256 * 1024;
    private const int Attempts = 3;

    /// <summary>Brings it.</summary>
    /// <param name="one">The object.</param>
    /// <param name="noted">What an earlier start has noted of it at the target; null where nothing was.</param>
    /// <param name="cancellationToken">Ends it early and leaves nothing half at the target.</param>
    internal async Task<CopyOutcome> RunAsync(SourceObject one, CopiedObject? noted, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, problem) = await TryAsync(one, noted, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }

            if (attempt == Attempts)
            {
                // Where the source still answers, it is the object and not the source.
                await source.HeadAsync(one.Key, cancellationToken);
                return Damaged(one, ObjectFault.Unreadable, $"it can't be read: {problem!.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    private async Task<(CopyOutcome? Outcome, Exception? Problem)> TryAsync(SourceObject one, CopiedObject? noted, CancellationToken cancellationToken)
    {
        ObjectContent? content = null;
        try
        {
            IReadOnlyDictionary<string, string>? carried = null;
            try
            {
                content = await source.ReadAsync(one.Key, range: null, cancellationToken);
                if (content is null)
                {
                    return (Damaged(one, ObjectFault.Missing, "it is not there"), null);
                }

                if (Contradiction(one, content.Info) is { } contradiction)
                {
                    return (contradiction, null);
                }

                carried = target.Features.HasFlag(StorageFeatures.Metadata) ? await metadata.OfAsync(one, content.Info, cancellationToken) : null;
            }
            catch (Exception error) when (ObjectReading.IsOfThisObject(error))
            {
                return (null, error);
            }

            return await FindAsync(one, noted, content.Info, carried, cancellationToken) is { } there
                ? (there, null)
                : await CopyAsync(one, content, carried, cancellationToken);
        }
        finally
        {
            await (content?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private CopyOutcome? Contradiction(SourceObject one, ObjectInfo info) => one.Expected?.Row switch
    {
        { Size: { } size } when info.Size != size => Damaged(one, ObjectFault.WrongSize, $"it has {info.Size} bytes, {size} were stored"),
        { Size: not null, Sha256: null, ETag: { } tag } when info.ETag is not null && !string.Equals(tag, info.ETag, StringComparison.OrdinalIgnoreCase) =>
            Damaged(one, ObjectFault.Altered, $"its tag is {info.ETag}, it was stored as {tag}"),
        { Size: null } when info.Size == 0 => Damaged(one, ObjectFault.WrongSize, "it is empty"),
        _ => null,
    };

    /// <summary>Looks whether the target has it already, by its content: a kill may have taken the note of it, or somebody has brought it there.</summary>
    private async Task<CopyOutcome?> FindAsync(
        SourceObject one, CopiedObject? noted, ObjectInfo info, IReadOnlyDictionary<string, string>? carried, CancellationToken cancellationToken)
    {
        if (noted is not null || await target.HeadAsync(one.Target, cancellationToken) is not { } there)
        {
            return null;
        }

        var isSame = there.Size == info.Size && one.Expected?.Row.Sha256 is { } digest
            && (carried is null || carried.All(pair => there.Metadata.GetValueOrDefault(pair.Key) == pair.Value))
            && await target.ReadAsync(one.Target, range: null, cancellationToken) is { } content
            && await IsAsync(content, digest, cancellationToken);
        if (isSame)
        {
            await TagAsync(one, one.Expected!.Row.Sha256!, cancellationToken);
            return new CopyOutcome(one, new CopiedObject(one.Mark, there.Size, there.ETag), WasThere: true);
        }

        return sharesArchives && one.Kind is StoredKind.Archive
            ? throw new StorageException(
                StorageErrorKind.Conflict, $"{target.Describe(one.Target)} is another archive of this volume, which another run may have stored there; choose another folder")
            : null;
    }

    private async Task<(CopyOutcome? Outcome, Exception? Problem)> CopyAsync(
        SourceObject one, ObjectContent content, IReadOnlyDictionary<string, string>? carried, CancellationToken cancellationToken)
    {
        await using var writer = target.OpenWrite(one.Target, carried);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        while (true)
        {
            int read;
            try
            {
                read = await content.Body.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception error) when (ObjectReading.IsOfThisObject(error))
            {
                return (null, error);
            }

            if (read == 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (writer.Length != content.Info.Size)
        {
            return (null, new IOException($"it ended after {writer.Length} of {content.Info.Size} bytes"));
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (one.Expected?.Row.Sha256 is { } stored && !string.Equals(digest, stored, StringComparison.OrdinalIgnoreCase))
        {
            return (Damaged(one, ObjectFault.Altered, $"its SHA-256 is {digest}, that of what was stored is {stored}"), null);
        }

        var sent = await writer.CompleteAsync(cancellationToken);
        var info = await target.VerifyAsync(one.Target, sent.Size, carried, cancellationToken);
        await TagAsync(one, digest, cancellationToken);
        return (new CopyOutcome(one, new CopiedObject(one.Mark, info.Size, info.ETag), IsVerified: one.Expected is null || one.Expected.Row.Sha256 is not null), null);
    }

    private async Task TagAsync(SourceObject one, string digest, CancellationToken cancellationToken)
    {
        if (one is { Kind: StoredKind.Archive, Barcode: not null } && target.Features.HasFlag(StorageFeatures.Tags))
        {
            await target.TagAsync(one.Target, new Dictionary<string, string> { ["sha256"] = digest }, cancellationToken);
        }
    }

    private static async Task<bool> IsAsync(ObjectContent content, string digest, CancellationToken cancellationToken)
    {
        await using (content)
        {
            return string.Equals(Convert.ToHexString(await SHA256.HashDataAsync(content.Body, cancellationToken)), digest, StringComparison.OrdinalIgnoreCase);
        }
    }

    private CopyOutcome Damaged(SourceObject one, ObjectFault fault, string says) =>
        new(one, Copied: null, new ObjectFinding(fault, one.Kind, one.Barcode, source.Describe(one.Key), says));
}

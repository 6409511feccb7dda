using System.Runtime.ExceptionServices;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives;

/// <summary>
/// One pass over an archive, without any file in between: decrypt it where it is encrypted, hand it on, and meanwhile unpack it, check it, and take page texts
/// and the MARC record out of it (spec: storage-config 8 to 10). Two threads a pass; some two MB of memory, and more only for what the options allow.
/// </summary>
public static class ArchivePass
{
    /// <summary>Reads an archive.</summary>
    /// <param name="encrypted">The OpenPGP message; it is read once, to its end, and left open.</param>
    /// <param name="keys">What opens it.</param>
    /// <param name="archiveSink">
    /// Takes the decrypted archive (<c>.tar.gz</c>) while it is read. What it got is not to be published before the pass has succeeded, for
    /// the last byte tells whether all before it is genuine. After a failure it may have got anything.
    /// </param>
    /// <param name="options">What is wanted, and the limits.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>
    /// What the archive holds, everything being verified; or an error. Where several things are wrong, the error is that of the outermost layer: bytes that were
    /// changed on their way give <see cref="ArchiveErrorKind.IntegrityFailed"/>, not the gzip error that they lead to.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>What the caller's streams throw comes out as it is.</remarks>
    public static async Task<ArchiveResult<ArchiveContents>> RunAsync(
        Stream encrypted, ArchiveKeys keys, Stream archiveSink, ArchivePassOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encrypted);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(archiveSink);
        ArgumentNullException.ThrowIfNull(options);
        return await RunAsync(
            encrypted,
            (queue, source, stop) => new ArchiveDecryption(keys, options, queue).Run(source, new BlockingStream(archiveSink, stop)),
            Combine,
            options,
            cancellationToken);
    }

    /// <summary>Reads an archive that is decrypted already, as it is stored: the same pass without its first half.</summary>
    /// <param name="archive">The <c>.tar.gz</c>; it is read once, to its end, and left open.</param>
    /// <param name="options">What is wanted, and the limits.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What the archive holds, or an error; whether it is the one that was stored, its SHA-256 tells.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>What the caller's streams throw comes out as it is.</remarks>
    public static async Task<ArchiveResult<StoredContents>> ReadStoredAsync(Stream archive, ArchivePassOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(options);
        return await RunAsync(archive, static (queue, source, _) => Read(queue, source), Combine, options, cancellationToken);
    }

    /// <summary>Both passes: one thread makes the decrypted bytes, the other one unpacks them.</summary>
    private static async Task<ArchiveResult<TContents>> RunAsync<TOuter, TContents>(
        Stream stream,
        Func<ChunkQueue, Stream, CancellationToken, TOuter> outer,
        Func<TOuter, UnpackedContents, TContents> combine,
        ArchivePassOptions options,
        CancellationToken cancellationToken)
        where TOuter : class
        where TContents : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var queue = new ChunkQueue(stop.Token);
        var source = new BlockingStream(stream, stop.Token);
        var reading = OnThread(() => outer(queue, source, stop.Token), queue.Complete, stop);
        var unpacking = OnThread(() => Unpack(queue, options, stop.Token), queue.End, stop);
        await Task.WhenAll((Task)reading, unpacking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowFirst(reading, unpacking);
        var (read, contents) = (await reading, await unpacking);
        return read.Error is { } outside ? outside
            : contents.Error is { } inside ? inside
            : combine(read.Value!, contents.Value!);
    }

    private static ReadArchive Read(ChunkQueue queue, Stream source)
    {
        var (bytes, sha256) = new ChunkFeed(queue).Run(source, sink: null);
        return new ReadArchive(bytes, sha256);
    }

    private static UnpackedContents Unpack(ChunkQueue queue, ArchivePassOptions options, CancellationToken cancellation)
    {
        var sink = options.PageTextSink is { } given ? new BlockingStream(given, cancellation) : null;
        return new ArchiveUnpacking(options, sink).Run(queue);
    }

    /// <summary>Runs a half of the pass, and lets the other half know how it ended.</summary>
    private static Task<ArchiveResult<T>> OnThread<T>(Func<T> work, Action<ArchiveException?> end, CancellationTokenSource stop)
        where T : class =>
        Task.Factory.StartNew(
            () =>
            {
                try
                {
                    ArchiveResult<T> result = work();
                    end(null);
                    return result;
                }
                catch (ArchiveException failure)
                {
                    end(failure);
                    return failure.Error;
                }
                catch
                {
                    stop.Cancel();
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Throws what went wrong first: the other half was only stopped by it.</summary>
    private static void ThrowFirst(params ReadOnlySpan<Task> halves)
    {
        Exception? thrown = null;
        foreach (var half in halves)
        {
            var one = half.Exception?.InnerException is CallerStreamException { InnerException: { } cause } ? cause : half.Exception?.InnerException;
            thrown = thrown is null or OperationCanceledException ? one ?? thrown : thrown;
        }

        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private static ArchiveContents Combine(DecryptedArchive archive, UnpackedContents contents) => new(
        archive.EncryptedBytes, archive.Protection, archive.ArchiveBytes, archive.Sha256,
        contents.UnpackedBytes, contents.Members, contents.Checksums, contents.Text, contents.Marc, contents.MarcProblem);

    private static StoredContents Combine(ReadArchive archive, UnpackedContents contents) => new(
        archive.ArchiveBytes, archive.Sha256,
        contents.UnpackedBytes, contents.Members, contents.Checksums, contents.Text, contents.Marc, contents.MarcProblem);
}

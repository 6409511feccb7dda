using System.Runtime.ExceptionServices;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives;

/// <summary>
/// One pass over an encrypted archive, without any file in between: decrypt, hand the archive on, and meanwhile unpack it, check it, and take page texts and
/// the MARC record out of it (spec: storage-config 8 to 10). Two threads a pass; some two MB of memory, and more only for what the options allow.
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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var queue = new ChunkQueue(stop.Token);
        var decryption = new ArchiveDecryption(keys, options, queue);
        var (source, sink) = (new BlockingStream(encrypted, stop.Token), new BlockingStream(archiveSink, stop.Token));
        var decrypting = OnThread(() => decryption.Run(source, sink), queue.Complete, stop);
        var unpacking = OnThread(() => Unpack(queue, options, stop.Token), queue.End, stop);
        await Task.WhenAll((Task)decrypting, unpacking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowFirst(decrypting, unpacking);
        var (message, contents) = (await decrypting, await unpacking);
        return message.Error is { } outer ? outer
            : contents.Error is { } inner ? inner
            : Combine(message.Value!, contents.Value!);
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
}

using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

public sealed class ArchivePassTests
{
    private static readonly SampleVolume Volume = new("39015000000001", seed: 5, pages: 40, imageBytes: 60_000);
    private static readonly byte[] Archive = Volume.ToTarGz();
    private static readonly byte[] Message = SampleMessage.Encrypt(Archive, [Gpg.Passphrase]);

    [Fact]
    public async Task RunAsync_GivesTheContents_AndHandsTheArchiveOn()
    {
        using var sink = new MemoryStream();

        var result = await ArchiveReading.PassAsync(Message, sink, new ArchivePassOptions { PageTextSink = new MemoryStream() });

        var contents = result.Value!;
        Assert.Equal(Archive, sink.ToArray());
        Assert.Equal(Message.Length, contents.EncryptedBytes);
        Assert.Equal(Archive.Length, contents.ArchiveBytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Archive)), contents.Sha256);
        Assert.Equal(Volume.ToTar().Length, contents.UnpackedBytes);
        Assert.Equal(40, contents.Text!.Pages);
        Assert.Equal(" 990012345 ", contents.Marc!.Control("001"));
    }

    [Fact]
    public async Task ReadStoredAsync_GivesTheSame_FromTheDecryptedArchive()
    {
        using var sink = new MemoryStream();
        using var stored = new MemoryStream();
        var encrypted = (await ArchiveReading.PassAsync(Message, new ArchivePassOptions { PageTextSink = sink })).Value!;

        var contents = (await ReadStoredAsync(Archive, stored)).Value!;

        Assert.Equal(sink.ToArray(), stored.ToArray());
        Assert.Equal(
            (encrypted.ArchiveBytes, encrypted.Sha256, encrypted.UnpackedBytes, encrypted.Text, encrypted.Checksums.Verified),
            (contents.ArchiveBytes, contents.Sha256, contents.UnpackedBytes, contents.Text, contents.Checksums.Verified));
        Assert.Equal(encrypted.Members, contents.Members);
        Assert.Equal(encrypted.Marc!.Control("001"), contents.Marc!.Control("001"));
    }

    [Fact]
    public async Task ReadStoredAsync_NamesTheDamage_AndThrowsWhatTheStreamThrows()
    {
        Assert.Equal(ArchiveErrorKind.GzipDamaged, (await ReadStoredAsync(Archive[..^1], Stream.Null)).Error?.Kind);
        Assert.Equal(ArchiveErrorKind.GzipDamaged, (await ReadStoredAsync([.. Archive[..1000], .. new byte[3_000_000]], Stream.Null)).Error?.Kind);
        await Assert.ThrowsAsync<InvalidDataException>(() => ArchivePass.ReadStoredAsync(
            new FailingStream(new InvalidDataException("the connection")), new ArchivePassOptions(), CancellationToken.None));
    }

    private static Task<ArchiveResult<StoredContents>> ReadStoredAsync(byte[] archive, Stream text) =>
        ArchivePass.ReadStoredAsync(new MemoryStream(archive), new ArchivePassOptions { PageTextSink = text }, CancellationToken.None);

    [Fact]
    public async Task RunAsync_NamesTheInnerProblem_IfTheMessageIsGenuine()
    {
        async Task<ArchiveErrorKind?> KindAsync(byte[] archive) => (await ArchiveReading.PassAsync(SampleMessage.Encrypt(archive, [Gpg.Passphrase]))).Error?.Kind;
        var cut = Volume.ToTar()[..^1024];

        Assert.Equal(ArchiveErrorKind.GzipDamaged, await KindAsync(Archive[..^1]));
        Assert.Equal(ArchiveErrorKind.GzipDamaged, await KindAsync("plain text"u8.ToArray()));
        Assert.Equal(ArchiveErrorKind.GzipDamaged, await KindAsync([]));
        Assert.Equal(ArchiveErrorKind.TarDamaged, await KindAsync(SampleVolume.Gzip(cut)));
        Assert.Equal(ArchiveErrorKind.UnsafeMember, await KindAsync(SampleVolume.Gzip(new TarBuilder().Add("../evil", "x"u8).Add("much", new byte[3_000_000]).End())));
    }

    [Fact]
    public async Task RunAsync_NamesTheDamageOnTheWay_RatherThanWhatItLeadsTo()
    {
        // The gzip is broken in the message too, so the inner layers fail long before the end.
        var message = SampleMessage.Encrypt([.. Archive[..1000], .. new byte[3_000_000]], [Gpg.Passphrase]);
        Assert.Equal(ArchiveErrorKind.GzipDamaged, (await ArchiveReading.PassAsync(message)).Error?.Kind);

        Assert.Equal(ArchiveErrorKind.Cut, (await ArchiveReading.PassAsync(message[..^1])).Error?.Kind);
        message[^10] ^= 1;
        Assert.Equal(ArchiveErrorKind.IntegrityFailed, (await ArchiveReading.PassAsync(message)).Error?.Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task RunAsync_GivesTheContents_IfBytesComeInPieces(int piece)
    {
        var volume = new SampleVolume("39015000000001", seed: 6, pages: 3, imageBytes: 3000);
        var message = SampleMessage.Encrypt(volume.ToTarGz(), [Gpg.Passphrase]);

        var result = await ArchivePass.RunAsync(new PieceStream(message, piece), ArchiveReading.Keys, Stream.Null, new ArchivePassOptions(), CancellationToken.None);

        Assert.Equal(10, result.Value!.Checksums.Verified);
    }

    [Fact]
    public async Task RunAsync_ThrowsWhatTheCallersStreamsThrow()
    {
        var broken = new FailingStream(new InvalidDataException("the connection"));

        Assert.Equal("the connection", (await Assert.ThrowsAsync<InvalidDataException>(() => ArchivePass.RunAsync(
            broken, ArchiveReading.Keys, Stream.Null, new ArchivePassOptions(), CancellationToken.None))).Message);
        await Assert.ThrowsAsync<InvalidDataException>(() => ArchiveReading.PassAsync(Message, broken));
        await Assert.ThrowsAsync<InvalidDataException>(() => ArchiveReading.PassAsync(Message, new ArchivePassOptions { PageTextSink = broken }));
    }

    [Fact]
    public async Task RunAsync_Throws_IfCancelledWhileItWaits()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new WaitingStream(Message[..100_000]);
        var pass = ArchivePass.RunAsync(waiting, ArchiveReading.Keys, Stream.Null, new ArchivePassOptions(), cancellation.Token);
        await waiting.IsWaiting;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    private sealed class PieceStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(failure);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException(failure);
    }

    private sealed class WaitingStream(byte[] content) : MemoryStream(content)
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsWaiting => _waiting.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                _waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return read;
        }
    }
}

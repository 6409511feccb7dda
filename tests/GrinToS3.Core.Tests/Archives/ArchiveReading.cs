using GrinToS3.Archives.OpenPgp;
using GrinToS3.Archives.Pages;
using GrinToS3.Archives.Streams;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

/// <summary>Reads archives and their parts from arrays.</summary>
internal static class ArchiveReading
{
    internal static ArchiveKeys Keys { get; } = ArchiveKeys.FromPassphrase("correct horse battery staple"u8);

    internal static Task<ArchiveResult<ArchiveContents>> PassAsync(byte[] message, ArchivePassOptions? options = null) =>
        PassAsync(message, Stream.Null, options);

    internal static Task<ArchiveResult<ArchiveContents>> PassAsync(byte[] message, Stream sink, ArchivePassOptions? options = null) =>
        ArchivePass.RunAsync(new MemoryStream(message), Keys, sink, options ?? new ArchivePassOptions(), CancellationToken.None);

    /// <summary>The contents of a message that must be right.</summary>
    internal static async Task<ArchiveContents> VerifiedAsync(byte[] message, ArchivePassOptions? options = null)
    {
        var result = await PassAsync(message, options);
        Assert.Null(result.Error);
        return result.Value!;
    }

    /// <summary>Unpacks a tar archive, without any encryption.</summary>
    internal static UnpackedContents Unpack(byte[] tar, ArchivePassOptions? options = null) =>
        UnpackGzip(SampleVolume.Gzip(tar), options);

    internal static UnpackedContents UnpackGzip(byte[] archive, ArchivePassOptions? options = null) =>
        new ArchiveUnpacking(options ?? new ArchivePassOptions(), options?.PageTextSink).Run(new MemoryStream(archive));

    internal static ArchiveError UnpackError(byte[] tar, ArchivePassOptions? options = null) =>
        Assert.Throws<ArchiveException>(() => Unpack(tar, options)).Error;

    /// <summary>Decrypts a message to its verified end.</summary>
    internal static byte[] Decrypt(byte[] message, ArchiveKeys? keys = null, bool allowUnprotected = false)
    {
        using var stream = new DecryptedMessage(new MemoryStream(message), keys ?? Keys, allowUnprotected);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    internal static ArchiveError DecryptError(byte[] message, ArchiveKeys? keys = null) =>
        Assert.Throws<ArchiveException>(() => Decrypt(message, keys)).Error;

    /// <summary>The JSONL of texts, and what was counted.</summary>
    internal static (string Jsonl, PageTextSummary? Summary) Pages(params (string Name, byte[] Text)[] texts)
    {
        using var sink = new MemoryStream();
        PageTextSummary? summary;
        using (var pages = new PageTexts(sink, PageTextFormat.Plain, 1 << 20))
        {
            foreach (var (name, text) in texts)
            {
                pages.Add(name, text);
            }

            summary = pages.Finish();
        }

        return (System.Text.Encoding.UTF8.GetString(sink.ToArray()), summary);
    }

    internal static byte[] ReadAll(PullStream stream)
    {
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}

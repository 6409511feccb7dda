using System.Formats.Tar;
using System.IO.Compression;
using GrinToS3.Simulator.Archives;

namespace GrinToS3.Simulator.Tests.Archives;

/// <summary>The members of an archive as the platform's gzip and tar read them.</summary>
public sealed class UnpackedArchive
{
    public List<(string Name, TarEntryType Type, byte[] Content)> Entries { get; } = [];

    public IEnumerable<string> FileNames => Entries.Where(entry => entry.Type == TarEntryType.RegularFile).Select(entry => Path.GetFileName(entry.Name));

    public static async Task<UnpackedArchive> ReadAsync(SimulatedArchive archive)
    {
        using var packed = new MemoryStream();
        await archive.WriteDecryptedAsync(packed);
        packed.Position = 0;
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        var unpacked = new UnpackedArchive();
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            using var content = new MemoryStream();
            await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
            unpacked.Entries.Add((entry.Name, entry.EntryType, content.ToArray()));
        }

        return unpacked;
    }

    public byte[] Content(string name) => Entries.Single(entry => Path.GetFileName(entry.Name) == name).Content;
}

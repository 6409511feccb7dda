using GrinToS3.Testing.Archives;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>An encrypted archive on disk, made by the real gpg, and the same decrypted.</summary>
internal sealed class ArchiveFiles : IDisposable
{
    private const int ImageBytes = 250_000;

    /// <summary>Makes a volume of about a size: dense images, texts and coordinates, METS, checksums.</summary>
    internal ArchiveFiles(long bytes)
    {
        Folder = Directory.CreateTempSubdirectory("grin-bench-").FullName;
        (Archive, Encrypted) = (Path.Combine(Folder, "volume.tar.gz"), Path.Combine(Folder, "volume.tar.gz.gpg"));
        using (var archive = File.Create(Archive))
        {
            new SampleVolume("39015000000001", seed: 1, (int)Math.Max(1, bytes / (ImageBytes + 4_000)), ImageBytes).WriteTarGz(archive);
        }

        Gpg.Run([], "--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none", "--output", Encrypted, Archive);
    }

    internal Gpg Gpg { get; } = new();

    internal string Folder { get; }

    internal string Archive { get; }

    internal string Encrypted { get; }

    internal double EncryptedMb => new FileInfo(Encrypted).Length / 1e6;

    public void Dispose()
    {
        Gpg.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

using GrinToS3.Simulator.Archives;

namespace GrinToS3.Simulator.Tests.Archives;

/// <summary>The archives are opened by the programs that a library would open them with.</summary>
public sealed class RealGpgTests : IDisposable
{
    private readonly GnuPg _gpg = new();

    [Fact]
    public async Task Archive_IsOpenedByGpgTarAndMd5sum_InEveryForm()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 1500 });
        await _gpg.WritePassphraseAsync(session.Grin.Archives.Passphrase);
        var packets = new List<string>();

        foreach (var book in session.Grin.Library.Converted.Take(90))
        {
            var archive = session.Grin.Archives.Find(book.Barcode)!;
            await using var body = await session.Client.GetStreamAsync(new Uri($"{book.Barcode}.tar.gz.gpg", UriKind.Relative));
            await _gpg.SaveAsync("archive.gpg", body);
            await AssertOpensAsync(archive);
            packets.Add((await _gpg.ListPacketsAsync("archive.gpg")).Output);
        }

        foreach (var form in new[] { "cipher 7", "cipher 9", "hash 2", "hash 8", "count 65536", "count 720896", "count 65011712", ":compressed packet: algo=1", "seskey", "partial", "raw data: unknown length", "literal data packet:\n\tmode b (62), created 0" })
        {
            Assert.True(packets.Exists(list => list.Contains(form, StringComparison.Ordinal)), $"no archive has '{form}':\n{packets[0]}");
        }
    }

    [Theory]
    [InlineData(20_000_000)]
    public async Task Archive_IsOpenedByGpg_IfItIsLarge(long size)
    {
        var archives = new SimulatedArchives(new SimulatorOptions { Books = 200, ArchiveSize = size });
        await _gpg.WritePassphraseAsync(archives.Passphrase);
        foreach (var book in new SimulatorOptions { Books = 200 }.ToLibrary().Converted.Take(6))
        {
            var archive = archives.Find(book.Barcode)!;
            await using var stream = archive.OpenRead();
            await _gpg.SaveAsync("archive.gpg", stream);

            Assert.InRange(archive.Length, size * 0.45, size * 1.6);
            await AssertOpensAsync(archive);
        }
    }

    public void Dispose() => _gpg.Dispose();

    private async Task AssertOpensAsync(SimulatedArchive archive)
    {
        Assert.Equal(archive.Length, new FileInfo(_gpg["archive.gpg"]).Length);
        var (code, _, error) = await _gpg.DecryptAsync("archive.gpg", "archive.tar.gz");
        Assert.True(code == 0, $"gpg: {error}");
        Assert.DoesNotContain("WARNING", error.Replace("WARNING: unsafe permissions", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var (tarCode, list, tarError) = await _gpg.RunAsync("tar", "-tzf", "archive.tar.gz");
        Assert.True(tarCode == 0 && tarError.Length == 0, $"tar: {tarError}");
        Assert.Equal(archive.Members.Select(member => member.Name), list.Split('\n').Where(name => name.Length > 0 && name[^1] != '/').Select(name => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]));
        await using (var file = File.OpenRead(_gpg["archive.tar.gz"]))
        {
            Assert.Equal(archive.DecryptedSha256, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file)));
        }

        var unpacked = Directory.CreateDirectory(_gpg["unpacked"]).FullName;
        Assert.Equal(0, (await _gpg.RunAsync("tar", "-xzf", "archive.tar.gz", "-C", unpacked)).Code);
        var checksums = Directory.GetFiles(unpacked, "checksum.md5", SearchOption.AllDirectories).Single();
        var (sumCode, sums, sumError) = await _gpg.RunAsync("sh", "-c", $"cd '{Path.GetDirectoryName(checksums)}' && md5sum --strict -c checksum.md5");
        Assert.True(sumCode == 0, $"md5sum: {sums}{sumError}");
        Assert.Equal(archive.Members.Count - 1, sums.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
        Directory.Delete(unpacked, recursive: true);
    }
}

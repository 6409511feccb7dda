using GrinToS3.Testing;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

/// <summary>Messages of the real gpg give the bytes that gpg itself gives.</summary>
public sealed class GpgMessageTests : IDisposable
{
    private static readonly byte[] Archive = new SampleVolume("39015000000001", seed: 1, pages: 9, imageBytes: 30_000).ToTarGz();
    private readonly Gpg? _gpg = Gpg.Missing is null ? new Gpg() : null;
    private readonly TempFolder _folder = new();

    private Gpg Real
    {
        get
        {
            Assert.SkipWhen(_gpg is null, Gpg.Missing ?? "");
            return _gpg;
        }
    }

    public void Dispose()
    {
        _gpg?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("AES-128, MDC", "--cipher-algo", "AES")]
    [InlineData("AES-192, MDC", "--cipher-algo", "AES192")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--compress-algo", "none")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--compress-algo", "zip")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--compress-algo", "zlib")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--compress-algo", "bzip2")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--s2k-mode", "0")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--s2k-mode", "1", "--s2k-digest-algo", "SHA256")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--s2k-count", "65536", "--s2k-digest-algo", "RIPEMD160")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--s2k-count", "65536", "--s2k-digest-algo", "SHA224")]
    [InlineData("AES-256, MDC", "--cipher-algo", "AES256", "--s2k-count", "65536", "--s2k-digest-algo", "SHA512")]
    [InlineData("3DES, MDC", "--cipher-algo", "3DES")]
    [InlineData("CAST5, MDC", "--cipher-algo", "CAST5")]
    [InlineData("Blowfish, MDC", "--cipher-algo", "BLOWFISH")]
    [InlineData("Twofish, MDC", "--cipher-algo", "TWOFISH")]
    [InlineData("Camellia-128, MDC", "--cipher-algo", "CAMELLIA128")]
    [InlineData("Camellia-192, MDC", "--cipher-algo", "CAMELLIA192")]
    [InlineData("Camellia-256, MDC", "--cipher-algo", "CAMELLIA256")]
    [InlineData("IDEA, MDC", "--cipher-algo", "IDEA")]
    public async Task RunAsync_GivesWhatGpgGives_IfEncryptedWithAPassphrase(string protection, params string[] options)
    {
        var message = Real.Encrypt(Archive, options);

        var contents = await CheckAsync(message, ArchiveReading.Keys);

        Assert.Equal(protection, contents.Protection);
    }

    [Fact]
    public async Task RunAsync_GivesWhatGpgGives_IfEncryptedAsGpgDoesByDefault() => await CheckAsync(Real.Encrypt(Archive), ArchiveReading.Keys);

    [Fact]
    public async Task RunAsync_GivesWhatGpgGives_IfTheLengthWasKnown()
    {
        await File.WriteAllBytesAsync(_folder["39015000000001.tar.gz"], Archive);
        Real.Run([], "--symmetric", "--compress-algo", "none", "--output", _folder["message"], _folder["39015000000001.tar.gz"]);

        await CheckAsync(await File.ReadAllBytesAsync(_folder["message"]), ArchiveReading.Keys);
    }

    [Theory]
    [InlineData("rsa3072", "rsa3072")]
    [InlineData("ed25519", "cv25519")]
    [InlineData("nistp256", "nistp256")]
    public async Task RunAsync_GivesWhatGpgGives_IfEncryptedForAKey(string algorithm, string subkey)
    {
        Real.MakeKey("library@example.org", algorithm, "sign", "never");
        var listing = System.Text.Encoding.ASCII.GetString(Real.Run([], "--list-keys", "--with-colons"));
        var fingerprint = listing.Split('\n').First(static line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        Real.Run([], "--quick-add-key", fingerprint, subkey, "encr", "never");

        await File.WriteAllBytesAsync(_folder["key.asc"], Real.Run([], "--armor", "--export-secret-keys"));
        await File.WriteAllTextAsync(_folder["gpg_passphrase.asc"], Gpg.Passphrase + "\n");
        var message = Real.Run(Archive, "--encrypt", "--recipient", "library@example.org");
        var hidden = Real.Run(Archive, "--encrypt", "--hidden-recipient", "library@example.org");
        var both = Real.Run(Archive, "--encrypt", "--symmetric", "--recipient", "library@example.org");
        var signed = Real.Run(Archive, "--sign", "--encrypt", "--recipient", "library@example.org");

        var keys = ArchiveKeys.Read(_folder["gpg_passphrase.asc"], _folder["key.asc"]);

        Assert.Null(keys.Error);
        await CheckAsync(message, keys.Value!);
        await CheckAsync(hidden, keys.Value!);
        await CheckAsync(both, keys.Value!);
        await CheckAsync(both, ArchiveReading.Keys);
        await CheckAsync(signed, keys.Value!);
        Assert.Equal(ArchiveErrorKind.NoPrivateKey, (await ArchiveReading.PassAsync(message)).Error?.Kind);
        await File.WriteAllTextAsync(_folder["gpg_passphrase.asc"], "another\n");
        Assert.Equal(ArchiveErrorKind.WrongPassphrase, ArchiveKeys.Read(_folder["gpg_passphrase.asc"], _folder["key.asc"]).Error?.Kind);
    }

    [Fact]
    public async Task RunAsync_GivesIntegrityMissing_IfMessageIsOfTheOldForm()
    {
        var message = Real.Encrypt(Archive, "--rfc2440", "--cipher-algo", "3DES");

        Assert.Equal(ArchiveErrorKind.IntegrityMissing, (await ArchiveReading.PassAsync(message)).Error?.Kind);
        Assert.Equal(Archive, ArchiveReading.Decrypt(message, allowUnprotected: true));
        var allowed = await ArchiveReading.VerifiedAsync(message, new ArchivePassOptions { AllowUnprotected = true });
        Assert.Equal("3DES, unprotected", allowed.Protection);
    }

    [Theory]
    [InlineData(Gpg.Passphrase + " ")]
    [InlineData("Correct horse battery staple")]
    [InlineData("x")]
    public async Task RunAsync_GivesWrongPassphrase_IfItIsAnother(string passphrase)
    {
        var message = Real.Encrypt(Archive);
        using var sink = new MemoryStream();

        var result = await ArchivePass.RunAsync(
            new MemoryStream(message), ArchiveKeys.FromPassphrase(System.Text.Encoding.UTF8.GetBytes(passphrase)), sink, new ArchivePassOptions(), CancellationToken.None);

        Assert.Equal(ArchiveErrorKind.WrongPassphrase, result.Error?.Kind);
        Assert.True(result.Error!.ConcernsAllVolumes);
        Assert.Equal(0, sink.Length);
    }

    private async Task<ArchiveContents> CheckAsync(byte[] message, ArchiveKeys keys)
    {
        using var sink = new MemoryStream();
        var result = await ArchivePass.RunAsync(new MemoryStream(message), keys, sink, new ArchivePassOptions { EncryptedBytes = message.Length }, CancellationToken.None);
        Assert.Null(result.Error);
        Assert.Equal(Real.Decrypt(message), sink.ToArray());
        Assert.Equal(Archive, sink.ToArray());
        return result.Value!;
    }
}

using GrinToS3.Testing;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

public sealed class ArchiveKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("  two words \nmore\n", "  two words ")]
    [InlineData("p\u00e4ss", "p\u00e4ss")]
    public void Read_TakesTheFirstLine_WithItsBlanks(string content, string passphrase)
    {
        File.WriteAllBytes(_folder["gpg_passphrase.asc"], System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal(passphrase, System.Text.Encoding.UTF8.GetString(ArchiveKeys.Read(_folder["gpg_passphrase.asc"]).Value!.Passphrase));
    }

    [Theory]
    [InlineData(" x \n")]
    [InlineData("x\r\n")]
    public void Read_GivesThePassphraseThatGpgTakes(string content)
    {
        Assert.SkipWhen(Gpg.Missing is not null, Gpg.Missing ?? "");
        using var gpg = new Gpg();
        File.WriteAllBytes(_folder["p"], System.Text.Encoding.UTF8.GetBytes(content));
        var message = gpg.Encrypt("archive"u8.ToArray(), "--passphrase-file", _folder["p"], "--s2k-count", "65536");

        var keys = ArchiveKeys.Read(_folder["p"]).Value!;

        // gpg on Linux takes a carriage return for a part of the passphrase; a file that was edited on Windows has one that nobody means.
        if (content.Contains('\r', StringComparison.Ordinal))
        {
            Assert.Equal(ArchiveErrorKind.WrongPassphrase, ArchiveReading.DecryptError(message, keys).Kind);
        }
        else
        {
            Assert.Equal("archive"u8.ToArray(), ArchiveReading.Decrypt(message, keys));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nsecret\n")]
    [InlineData("\r\n")]
    public void Read_GivesNoPassphrase_IfTheFirstLineIsEmpty(string content)
    {
        File.WriteAllBytes(_folder["p"], System.Text.Encoding.UTF8.GetBytes(content));

        var error = ArchiveKeys.Read(_folder["p"]).Error;

        Assert.Equal(ArchiveErrorKind.NoPassphrase, error?.Kind);
        Assert.DoesNotContain("secret", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamesTheFile_IfItIsNotThereOrTooLargeOrAFolder()
    {
        File.WriteAllBytes(_folder["large"], new byte[100_000]);
        foreach (var path in new[] { _folder["none"], _folder["large"], _folder.Path })
        {
            var error = ArchiveKeys.Read(path).Error!;
            Assert.Equal(ArchiveErrorKind.NoPassphrase, error.Kind);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nxxxx\n-----END PGP PRIVATE KEY BLOCK-----\n")]
    public void Read_GivesNoPrivateKey_IfTheFileIsNone(string content)
    {
        File.WriteAllBytes(_folder["key"], System.Text.Encoding.UTF8.GetBytes(content));

        var error = ArchiveKeys.Read(_folder["none"], _folder["key"]).Error!;

        Assert.Equal(ArchiveErrorKind.NoPrivateKey, error.Kind);
        Assert.Contains(_folder["key"], error.Message, StringComparison.Ordinal);
    }
}

using GrinToS3.Testing;

namespace GrinToS3.Archives;

public sealed class ArchiveKeyFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PassphrasePath_TakesTheFirst_InTheOrderOfTheSpecification()
    {
        var environment = new Dictionary<string, string?> { ["HOME"] = _folder["home"], ["GRIN_CREDENTIALS_DIR"] = _folder["env"] };
        var config = Path.Combine(_folder["home"], ".config");
        CheckOrder(null, _folder["env"], Path.Combine(config, "grin-transfer"), _folder["home"], Path.Combine(_folder["home"], ".grin"), config);
        CheckOrder(_folder["run"], _folder["env"], _folder["run"]);
        Assert.Equal("named", Files(null).PassphrasePath("named"));
        Assert.Null(Files(null).PrivateKeyPath());
        File.WriteAllBytes(Path.Combine(_folder["home"], "gpg_private_key.asc"), []);
        Assert.Equal(Path.Combine(_folder["home"], "gpg_private_key.asc"), Files(null).PrivateKeyPath());

        void CheckOrder(string? secrets, params string[] folders)
        {
            var paths = Array.ConvertAll(folders, static folder => Path.Combine(Directory.CreateDirectory(folder).FullName, "gpg_passphrase.asc"));
            Array.ForEach(paths, static path => File.WriteAllBytes(path, []));
            foreach (var path in paths)
            {
                Assert.Equal(path, Files(secrets).PassphrasePath());
                File.Delete(path);
            }

            Assert.Equal(Path.Combine(secrets ?? _folder["env"], "gpg_passphrase.asc"), Files(secrets).PassphrasePath());
        }

        ArchiveKeyFiles Files(string? secrets) => new(environment.GetValueOrDefault, secrets);
    }
}

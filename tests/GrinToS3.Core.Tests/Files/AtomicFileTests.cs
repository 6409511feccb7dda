using GrinToS3.Testing;

namespace GrinToS3.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ReplacesFile_IfOneIsThere()
    {
        File.WriteAllBytes(_folder["a"], [1, 2, 3]);

        AtomicFile.Write(_folder["a"], stream => stream.Write([4, 5]));

        Assert.Equal([4, 5], File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_LeavesOldFileAndNothingElse_IfWritingThrows()
    {
        File.WriteAllBytes(_folder["a"], [1]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a"], static stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1], File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_CreatesFileThatOnlyItsOwnerReads_IfAskedTo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions");
            return;
        }

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        AtomicFile.Write(_folder["a"], static stream => stream.WriteByte(1), mode);

        Assert.Equal(mode, File.GetUnixFileMode(_folder["a"]));
    }

    [Fact]
    public void TryCreate_LeavesFileAlone_IfOneIsThere()
    {
        Assert.True(AtomicFile.TryCreate(_folder["a"], static stream => stream.WriteByte(1)));
        Assert.False(AtomicFile.TryCreate(_folder["a"], static stream => stream.WriteByte(2)));

        Assert.Equal([1], File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }
}

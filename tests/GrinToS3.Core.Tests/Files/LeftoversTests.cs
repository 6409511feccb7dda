using GrinToS3.Testing;

namespace GrinToS3.Files;

public sealed class LeftoversTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sweep_DeletesWhatAtomicFileLeaves_AndNothingElse()
    {
        string[] foreign =
        [
            "books.db", "a.tmp", ".tmp", "notes.abcdefgh.tmp", "a.abcdefgh.ijk.tmp.txt", "a.ABCDEFGH.ijk.tmp", "a.abcdefghi.ijk.tmp", ".abcdefgh.ijk.tmp",
            "a.abcdefgh.ijk.tmp-old", "abcdefgh.ijk.tmp-journal",
        ];
        Directory.CreateDirectory(_folder["below"]);
        string[] ours =
        [
            AtomicFile.TemporaryName(_folder["books_export.csv"]), AtomicFile.TemporaryName(_folder["books_snapshot.db"]) + "-journal",
            AtomicFile.TemporaryName(_folder["books_snapshot.db"]) + "-wal", AtomicFile.TemporaryName(_folder["books_snapshot.db"]) + "-shm",
            AtomicFile.TemporaryName(_folder["below/books_latest.db.gz"]),
        ];
        foreach (var path in foreign.Select(name => _folder[name]).Concat(ours))
        {
            File.WriteAllBytes(path, [1]);
        }

        Assert.Equal(4, Leftovers.Sweep(_folder.Path));
        Assert.True(File.Exists(ours[^1]));
        Assert.Equal(1, Leftovers.Sweep(_folder.Path, andBelow: true));

        Assert.Equal(foreign.Order(StringComparer.Ordinal), Files());
        Assert.Equal(0, Leftovers.Sweep(_folder["absent"]));
    }

    [Fact]
    public void Sweep_LeavesAFileAlone_ThatIsBeingWritten()
    {
        AtomicFile.Write(_folder["a"], stream =>
        {
            stream.WriteByte(1);
            Assert.Equal(0, Leftovers.Sweep(_folder.Path));
            stream.WriteByte(2);
        });

        Assert.Equal([1, 2], File.ReadAllBytes(_folder["a"]));
        Assert.Equal(["a"], Files());
    }

    private IEnumerable<string?> Files() =>
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}

using GrinToS3.Testing.Runs;

namespace GrinToS3.Progress;

public sealed class ProgressReaderTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Open_ReadsBesideTheOwner_AndSeesOneMoment()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b2"], ["b1"]), _folder.Inbox, ApplyMode.Insert);
        using var reader = ProgressReader.Open(_folder.Database);
        var seen = new List<string>();

        reader.ReadAll(
            row =>
            {
                store.Apply(_folder.Leave($"c{seen.Count}", [$"new{seen.Count}"]), _folder.Inbox, ApplyMode.Insert);
                seen.Add(row.ToRecord().Barcode);
            },
            CancellationToken.None);

        Assert.Equal(["b2", "b1"], seen);
        Assert.Equal(4, reader.Counts().Books);
        Assert.Equal("new0", reader.FindBook("new0")!.Barcode);
        Assert.Throws<ProgressStoreException>(() => reader.Connection.Execute("DELETE FROM books"));
    }

    [Fact]
    public void Open_LeavesNothingBehind_IfNobodyWrites()
    {
        _folder.Open().Dispose();
        var before = File.ReadAllBytes(_folder.Database);

        using (var reader = ProgressReader.Open(_folder.Database))
        {
            Assert.Equal(0, reader.Counts().Books);
        }

        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
        Assert.Equal(["books.db", "inbox"], Entries());
    }

    [Fact]
    public void Open_CreatesNothing_IfFileIsMissing()
    {
        Assert.Equal(ProgressFault.Missing, Assert.Throws<ProgressStoreException>(() => ProgressReader.Open(_folder.Database)).Fault);
        Assert.Equal(["inbox"], Entries());
    }

    [Fact]
    public void Open_ReadsAFileOfThePythonTool_ThatWeNeverOpened()
    {
        PythonFile.Create(_folder.Database);

        using var reader = ProgressReader.Open(_folder.Database);

        Assert.Equal(1, reader.Counts().Books);
    }

    [Fact]
    public void OpenSnapshot_ReadsACopyWithOddNames()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b1"]), _folder.Inbox, ApplyMode.Insert);
        var copy = _folder["copy #1 50% ?.db"];
        Snapshot.Take(store, copy);

        using var reader = ProgressReader.OpenSnapshot(copy);

        Assert.Equal(1, reader.Counts().Books);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string?> Entries() => Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder.Database)!).Select(Path.GetFileName).Order();
}

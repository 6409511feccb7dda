namespace GrinToS3.Progress;

public sealed class InboxTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void TryReadReceipt_GivesRowsAndNote_IfBatchIsWhole()
    {
        var id = BatchId.Parse("a/1");
        using (var writer = _folder.Inbox.Create(id))
        {
            ProgressFolder.Write(writer, "b1", "Mosses of the Northern Fells");
            ProgressFolder.Write(writer, "b2");
            writer.Complete("{\"next\":\"größer\"}");
        }

        Assert.True(_folder.Inbox.TryReadReceipt(id, out var receipt));
        Assert.Equal(new BatchReceipt(2, "{\"next\":\"größer\"}"), receipt);
    }

    [Fact]
    public void TryReadReceipt_Fails_IfBatchIsAbsent() => Assert.False(_folder.Inbox.TryReadReceipt(BatchId.Parse("a"), out _));

    [Fact]
    public void Dispose_LeavesNothing_IfBatchIsNotComplete()
    {
        using (var writer = _folder.Inbox.Create(BatchId.Parse("a")))
        {
            ProgressFolder.Write(writer, "b1");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.InboxPath));
    }

    [Fact]
    public void TryReadReceipt_AndApply_Refuse_IfAnyByteIsChangedOrMissing()
    {
        using var store = _folder.Open();
        var id = _folder.Leave("a/1", ["b1", "", "2019-10-02T18:40:00"], ["b2", "Äpfel", null, "x"]);
        var path = Path.Combine(_folder.InboxPath, id.FileName);
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            var altered = (byte[])whole.Clone();
            altered[at] ^= 0x10;
            foreach (var bytes in new[] { altered, whole[..at] })
            {
                File.WriteAllBytes(path, bytes);
                Assert.False(_folder.Inbox.TryReadReceipt(id, out _), $"byte {at} of {bytes.Length}");
                var e = Assert.Throws<ProgressStoreException>(() => store.Apply(id, _folder.Inbox, ApplyMode.Insert));
                Assert.Equal(ProgressFault.BatchDamaged, e.Fault);
            }
        }

        Assert.Equal(0, store.Counts().Books);
        File.WriteAllBytes(path, whole);
        Assert.Equal(2, store.Apply(id, _folder.Inbox, ApplyMode.Insert).Inserted);
    }

    [Fact]
    public void Complete_KeepsRowsOfAnySize_UpToTheLimit()
    {
        var title = new string('t', BatchFormat.RowMaxBytes - 100);
        var id = BatchId.Parse("big");
        using (var writer = _folder.Inbox.Create(id))
        {
            for (var row = 0; row < 5; row++)
            {
                ProgressFolder.Write(writer, $"b{row}", title);
            }

            writer.Complete();
        }

        using var store = _folder.Open();
        Assert.Equal(5, store.Apply(id, _folder.Inbox, ApplyMode.Insert).Inserted);
        Assert.Equal(title, store.FindBook("b4")![BookColumn.Title]);
    }

    [Fact]
    public void Field_Refuses_IfRowIsTooLargeOrNotUtf8OrHasNoBarcode()
    {
        using var writer = _folder.Inbox.Create(BatchId.Parse("a"));
        writer.BeginRow(BatchRowKind.Book);

        Assert.Throws<InvalidOperationException>(writer.NullField);
        Assert.Throws<ArgumentException>(() => writer.Field(""u8));
        writer.Field("b1"u8);
        Assert.Throws<ArgumentException>(() => writer.Field([0xC3, 0x28]));
        Assert.Throws<ArgumentException>(() => writer.Field(new byte[BatchFormat.RowMaxBytes]));
        Assert.Throws<InvalidOperationException>(() => writer.Complete());
    }

    [Fact]
    public void DeleteAllOf_DeletesOneListing_AndItsTempFiles()
    {
        _folder.Leave("_all_books/1/000000", ["b1"]);
        _folder.Leave("_all_books/1/000001", ["b1"]);
        var other = _folder.Leave("_all_books/12/000000", ["b1"]);
        File.WriteAllBytes(Path.Combine(_folder.InboxPath, "_all_books+1+000002.batch.abc.tmp"), [1]);
        File.WriteAllBytes(Path.Combine(_folder.InboxPath, "_all_books+1+notes.txt"), [1]);

        _folder.Inbox.DeleteAllOf(BatchId.ListingPrefix("_all_books", 1));

        string[] left = [other.FileName, "_all_books+1+notes.txt"];
        Assert.Equal(left.Order(), Directory.EnumerateFiles(_folder.InboxPath).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void WritingAndApplying_AllocateNothingForARow()
    {
        using var store = _folder.Open();
        var few = Allocated(store, "warm", 100);
        few = Allocated(store, "few", 100);
        var many = Allocated(store, "many", 10_100);

        Assert.True(many - few < 10_000, $"{many - few} bytes for 10,000 rows more");
    }

    public void Dispose() => _folder.Dispose();

    private long Allocated(ProgressStore store, string name, int rows)
    {
        var id = BatchId.Parse(name);
        Span<byte> barcode = stackalloc byte[12];
        barcode.Fill((byte)name[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var writer = _folder.Inbox.Create(id))
        {
            for (var row = 0; row < rows; row++)
            {
                _ = row.TryFormat(barcode[4..], out _);
                writer.BeginRow(BatchRowKind.Book);
                writer.Field(barcode);
                writer.Field("Mosses of the Northern Fells"u8);
                for (var field = 2; field <= (int)BookColumn.GrinState; field++)
                {
                    writer.NullField();
                }
            }

            writer.Complete();
        }

        store.Apply(id, _folder.Inbox, ApplyMode.Insert);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

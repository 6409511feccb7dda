using System.IO.Compression;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Backups;

public sealed class DatabaseBackupTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 18, 6, 8, TimeSpan.FromHours(1)));

    public DatabaseBackupTests()
    {
        Assert.True(RunName.TryParse("run1", out var name, out _));
        Run = new RunDirectory(_folder.Path, name);
        Directory.CreateDirectory(Run.Path);
    }

    private RunDirectory Run { get; }

    [Fact]
    public void Take_CopiesWhatIsCommitted_BesideAnOpenStore()
    {
        using var store = Open();
        Add(store, "b1", "b2");

        var taken = DatabaseBackup.Take(Run, _clock, keep: 10);

        Assert.Equal(Path.Combine(Run.Backups, "books_backup_20260105_170608.db"), taken.File);
        Assert.Equal((2, new FileInfo(taken.File).Length), (taken.Books, taken.Bytes));
        Assert.Equal(["b1", "b2"], Barcodes(taken.File));
        Assert.Equal([taken.File], Directory.GetFiles(Run.Backups));
    }

    [Fact]
    public void Take_KeepsTheNewest_AndNothingButCopiesIsDeleted()
    {
        Open().Dispose();
        Directory.CreateDirectory(Run.Backups);
        string[] others = ["books_replaced_20200101_000000.db", "books_backup_mine.db", "books_backup_20200101_000000.db.gz", "notes.txt"];
        Array.ForEach(others, name => File.WriteAllBytes(Path.Combine(Run.Backups, name), []));

        // As the Python tool left it, and touched since: its age is in its name.
        File.WriteAllBytes(Path.Combine(Run.Backups, "books_backup_20200101_000000.db"), []);
        var first = DatabaseBackup.Take(Run, _clock, keep: 3);
        var second = DatabaseBackup.Take(Run, _clock, keep: 3);
        var third = DatabaseBackup.Take(Run, _clock, keep: 3);

        Assert.Empty(second.Deleted);
        Assert.Equal([Path.Combine(Run.Backups, "books_backup_20200101_000000.db")], third.Deleted);
        Assert.Equal(
            others.Select(name => Path.Combine(Run.Backups, name)).Concat([first.File, second.File, third.File]).Order(StringComparer.Ordinal),
            Directory.GetFiles(Run.Backups).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Take_MakesNoCopyAndDeletesNone_IfTheFileIsDamaged()
    {
        using (var store = Open())
        {
            Add(store, [.. Enumerable.Range(0, 2000).Select(static number => $"b{number}")]);
        }

        var sound = DatabaseBackup.Take(Run, _clock, keep: 1);
        Damage(Run.Database);

        Assert.Equal(ProgressFault.Damaged, Assert.Throws<ProgressStoreException>(() => DatabaseBackup.Take(Run, _clock, keep: 1)).Fault);

        Assert.Equal([sound.File], Directory.GetFiles(Run.Backups));
    }

    [Fact]
    public async Task FromFile_PutsTheCopyBack_AndKeepsWhatWasThere()
    {
        using (var store = Open())
        {
            Add(store, "b1", "b2");
        }

        var taken = DatabaseBackup.Take(Run, _clock, keep: 10);
        using (var store = Open())
        {
            Add(store, "b3");
        }

        Directory.CreateDirectory(Run.Inbox);
        await File.WriteAllTextAsync(Path.Combine(Run.Inbox, "a+1.batch"), "");

        var restored = await RestoreAsync(taken.File);

        Assert.Equal((2, 3), (restored.Books, restored.ReplacedBooks));
        Assert.Equal(["b1", "b2"], Barcodes(Run.Database));
        Assert.Equal(["b1", "b2", "b3"], Barcodes(restored.ReplacedFile!));
        Assert.False(Directory.Exists(Run.Inbox));
        Assert.Equal(["backups", "books.db"], Directory.GetFileSystemEntries(Run.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var again = Open();
        Add(again, "b4");
    }

    [Fact]
    public async Task FromFile_TakesAPackedCopy_WhereThereIsNoFile()
    {
        using (var store = Open())
        {
            Add(store, "b1");
        }

        var packed = _folder["books_latest.db.gz"];
        using (var target = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            target.Write(await File.ReadAllBytesAsync(DatabaseBackup.Take(Run, _clock, 1).File));
        }

        Directory.Delete(Run.Path, recursive: true);
        Directory.CreateDirectory(Run.Path);

        var restored = await RestoreAsync(packed);

        Assert.Equal((1, null, null), (restored.Books, restored.ReplacedFile, restored.ReplacedBooks));
        Assert.Equal(["b1"], Barcodes(Run.Database));
    }

    /// <summary>The file that is there is damaged: that is when a copy is wanted.</summary>
    [Fact]
    public async Task FromFile_ReplacesADamagedFile_AndKeepsItAsItIs()
    {
        using (var store = Open())
        {
            Add(store, [.. Enumerable.Range(0, 2000).Select(static number => $"b{number}")]);
        }

        var taken = DatabaseBackup.Take(Run, _clock, keep: 10);
        Damage(Run.Database);
        var damaged = await File.ReadAllBytesAsync(Run.Database);

        var restored = await RestoreAsync(taken.File);

        // All but SQLite's header, which says that its log is in it now.
        Assert.Equal(damaged[100..], (await File.ReadAllBytesAsync(restored.ReplacedFile!))[100..]);
        Assert.True(DatabaseCheck.Run(Run.Database).IsSound);
    }

    public static TheoryData<string, ProgressFault> BadCopies => new()
    {
        { "cut", ProgressFault.Damaged }, { "damaged", ProgressFault.Damaged }, { "cut.gz", ProgressFault.Damaged }, { "text", ProgressFault.ForeignFile },
        { "empty", ProgressFault.Missing }, { "other tables", ProgressFault.ForeignFile }, { "newer", ProgressFault.NewerVersion }, { "other run", ProgressFault.ForeignFile },
        { "absent", ProgressFault.Missing }, { "in use", ProgressFault.Busy },
    };

    [Theory]
    [MemberData(nameof(BadCopies))]
    public async Task FromFile_ReplacesNothing_IfTheCopyIsBad(string what, ProgressFault fault)
    {
        using (var store = Open())
        {
            Add(store, [.. Enumerable.Range(0, 2000).Select(static number => $"b{number}")]);
        }

        var copy = MakeBad(what, DatabaseBackup.Take(Run, _clock, keep: 10).File);
        var before = await File.ReadAllBytesAsync(Run.Database);

        var problem = await Assert.ThrowsAsync<ProgressStoreException>(() => RestoreAsync(copy));

        Assert.Equal((fault, true), (problem.Fault, problem.Message.Contains(copy, StringComparison.Ordinal)));
        Assert.Equal(before, await File.ReadAllBytesAsync(Run.Database));
        Assert.Equal(["backups", "books.db"], Directory.GetFileSystemEntries(Run.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(Run.Backups), static path => path.Contains("replaced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FromFile_TakesACopyOfAnotherRun_OnlyIfForced()
    {
        using (var store = Open())
        {
            Add(store, "b1");
        }

        var copy = MakeBad("other run", DatabaseBackup.Take(Run, _clock, keep: 10).File);

        Assert.Equal(1, (await new DatabaseRestore(Run, _clock).FromFileAsync(copy, force: true, default)).Books);
    }

    [Fact]
    public async Task FromFile_ReplacesNothing_WhileSomebodyHasTheFileOpen()
    {
        using var store = Open();
        Add(store, "b1");
        var copy = DatabaseBackup.Take(Run, _clock, keep: 10).File;

        Assert.Equal(ProgressFault.Busy, (await Assert.ThrowsAsync<ProgressStoreException>(() => RestoreAsync(copy))).Fault);

        Add(store, "b2");
        Assert.Equal(2, store.Counts().Books);
    }

    public void Dispose() => _folder.Dispose();

    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 2, 8192 * 2).Fill(0x55);
        File.WriteAllBytes(path, bytes);
    }

    private string MakeBad(string what, string good)
    {
        var path = _folder[$"bad {what}"];
        File.Copy(good, path);
        switch (what)
        {
            case "cut":
                File.WriteAllBytes(path, File.ReadAllBytes(good)[..^8192]);
                break;
            case "damaged":
                Damage(path);
                break;
            case "cut.gz":
                using (var target = new GZipStream(File.Create(path), CompressionLevel.Fastest))
                {
                    target.Write(File.ReadAllBytes(good));
                }

                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
                break;
            case "text":
                File.WriteAllBytes(path, "no database"u8);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "absent":
                File.Delete(path);
                break;
            case "in use":
                File.WriteAllBytes(path + "-wal", [1]);
                break;
            case "other tables":
                Sql(path, "DROP TABLE books");
                break;
            case "newer":
                Sql(path, "PRAGMA user_version=1000");
                break;
            default:
                Sql(path, "DELETE FROM books; INSERT INTO books (barcode, created_at, updated_at) VALUES ('z1', 'c', 'u')");
                break;
        }

        return path;
    }

    private Task<DatabaseRestored> RestoreAsync(string path) => new DatabaseRestore(Run, _clock).FromFileAsync(path, force: false, default);

    private ProgressStore Open() => ProgressStore.Open(new ProgressStoreOptions { Path = Run.Database, HostId = "host", TimeProvider = _clock });

    private static void Add(ProgressStore store, params string[] barcodes) => store.Write(connection =>
    {
        var insert = connection.Prepare("INSERT INTO books (barcode, created_at, updated_at) VALUES (?1, '2026-01-05T17:06:08+00:00', '')");
        foreach (var barcode in barcodes)
        {
            insert.Bind(1, barcode);
            insert.Execute();
        }

        return 0;
    });

    private static List<string> Barcodes(string path)
    {
        using var reader = ProgressReader.OpenSnapshot(path);
        return reader.Connection.Texts("SELECT barcode FROM books ORDER BY barcode");
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

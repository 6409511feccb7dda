using System.Globalization;
using GrinToS3.Progress;
using GrinToS3.Progress.Mounts;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Mounts;

/// <summary>The progress files of a suite: one a folder, with a row a volume.</summary>
internal static class SampleFiles
{
    public static string Folder(string root, int index) => Path.Combine(root, index.ToString("d2", CultureInfo.InvariantCulture));

    public static string Database(string root, int index) => Path.Combine(Folder(root, index), "books.db");

    public static ProgressStoreOptions Options(string root, int index, string host, Timing timing) =>
        new() { Path = Database(root, index), HostId = host, FileSystem = timing.Kind, BeatInterval = timing.Beat, DeadAfter = timing.Dead };

    public static int Add(ProgressConnection connection, string name, int rows)
    {
        var title = new string('t', 4000);
        for (var row = 0; row < rows; row++)
        {
            var statement = connection.Prepare("INSERT INTO books (barcode, title, created_at, updated_at) VALUES (?1, ?2, '', '')");
            statement.Bind(1, string.Create(CultureInfo.InvariantCulture, $"{name}-{row}"));
            statement.Bind(2, title);
            statement.Execute();
        }

        return rows;
    }

    /// <summary>All barcodes, and what is wrong with the file, if anything is; read where the server has it, while nobody writes.</summary>
    public static (HashSet<string> Barcodes, string Integrity) Read(string path)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Vfs = MountVfs.BaseName, Mode = SqliteOpenMode.ReadOnly };
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        var integrity = (string)command.ExecuteScalar()!;
        command.CommandText = "SELECT barcode FROM books";
        using var reader = command.ExecuteReader();
        var barcodes = new HashSet<string>();
        while (reader.Read())
        {
            barcodes.Add(reader.GetString(0));
        }

        return (barcodes, integrity);
    }
}

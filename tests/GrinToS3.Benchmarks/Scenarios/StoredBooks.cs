using GrinToS3.Progress;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Volumes that have been through everything, or all but storing: all 54 columns, about 800 bytes each, made by one statement.</summary>
internal static class StoredBooks
{
    private const string All = "1";

    // What comes in batches has the time of its batch (10,000 volumes a listing page, 490 an enriched page); what is done volume by volume has its own.
    private static string Sql(string stored) =>
        $"""
        WITH RECURSIVE n (i, barcode, day, listed, enriched, stored) AS (
            SELECT 0, '', '', '', '', '' UNION ALL
            SELECT i + 1, printf('%d', 39015000000000 + (i * 654188429) % 1000000007), printf('%04d/%02d/%02d %02d:%02d', 2008 + i % 16, 1 + i % 12, 1 + i % 28, i % 24, i % 60),
                printf('2026-01-05T18:%02d:08.123456+00:00', i / 10000 % 60), printf('2026-02-05T%02d:%02d:08.123456+00:00', i / 29400 % 24, i / 490 % 60),
                printf('2026-%02d-%02dT%02d:%02d:%02d.%06d+00:00', 3 + i / 100000 % 9, 1 + i / 4000 % 28, i / 170 % 24, i / 3 % 60, i % 59, (i * 7919) % 1000000)
            FROM n WHERE i < $rows)
        INSERT INTO books SELECT barcode, 'Proceedings of the Society for the Mosses of the Northern Fells, ' || i, day, iif(i % 3, day, NULL), iif(i % 4, day, NULL), day, day, day,
            'https://books.google.com/books?id=' || hex(barcode), iif(i % 5 = 0, stored, NULL),
            CASE i % 4 WHEN 0 THEN 'CONVERTED' WHEN 1 THEN 'PREVIOUSLY_DOWNLOADED' WHEN 2 THEN 'NOT_AVAILABLE_FOR_DOWNLOAD' ELSE 'CHECKED_IN' END,
            iif(i % 3, 'VIEW_FULL', 'VIEW_METADATA'), 'false', '', 'true', iif(i % 9, 'false', 'true'), '', (i % 100) / 10.0 || '%', (i % 90) / 10.0 || '%', 'false',
            '' || i % 1000, '' || i % 997, 'NON_DESTRUCTIVE', day, 'bib' || i, 'false', day, day, enriched,
            {string.Join(", ", Stored.Select(column => stored == All ? column : $"iif({stored}, {column}, NULL)"))}, listed, {(stored == All ? "stored" : $"iif({stored}, stored, enriched)")}
        FROM n WHERE i > 0
        """;

    private static readonly string[] Stored =
    [
        "'ocm' || printf('%08d', i)", "'s'", "'' || (1800 + i % 220)", "''", "iif(i % 3, 'eng', 'ger')", "printf('%10d', 70000000 + i)", "'QK' || i % 900 || '.M' || i % 77",
        "printf('%013d', 9780000000000 + i)", "'(OCoLC)' || (1000000 + i)", "'Mosses and their habitats, part ' || i % 5000", "'collected by a society'",
        "'Moss, Ada, ' || (1800 + i % 150)", "NULL", "NULL", "'Mosses, Botany -- Northern England, Fells'", "'Periodicals'", "'Includes index. No. ' || i % 3000", "stored",
        "'lib-raw/main/' || barcode || '.tar.gz'", "stored", "hex(barcode)", "1", "stored",
    ];

    /// <summary>Makes a progress file.</summary>
    /// <param name="database">The file, which must not be there.</param>
    /// <param name="rows">How many volumes.</param>
    /// <param name="stored">Which of them are stored, in SQL of their number <c>i</c>; the others lack the columns that a sync fills.</param>
    public static void Fill(string database, int rows, string stored = All)
    {
        ProgressStore.Open(new ProgressStoreOptions { Path = database, HostId = "benchmark" }).Dispose();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size=-200000";
        command.ExecuteNonQuery();
        command.CommandText = Sql(stored);
        command.Parameters.AddWithValue("$rows", rows);
        command.ExecuteNonQuery();
    }
}

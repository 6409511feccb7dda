using System.Text.RegularExpressions;

namespace GrinToS3.Progress;

/// <summary>
/// The schema's steps in order; <c>user_version</c> counts those that a file has. A file of the Python tool is at 0 with the tables of
/// step 1, so each step does nothing where its objects are there (spec: data-model 10, gaps 6).
/// </summary>
internal static partial class SchemaMigrations
{
    private static readonly string[] Scripts =
    [
        "001_shared_tables.sql",
        "002_ledger.sql",
        "003_indexes.sql",
        "004_syncing.sql",
        "005_enriching.sql",
        "006_versions.sql",
        "007_open_states.sql",
        "008_answers.sql",
        "009_sync_events.sql",
    ];

    /// <summary>The version of a file that has all steps.</summary>
    public static int Latest => Scripts.Length;

    /// <summary>The tables that the steps make.</summary>
    public static IReadOnlySet<string> Tables { get; } =
        Scripts.SelectMany(static script => CreatedTable().Matches(Read(script)).Select(static made => made.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Applies the steps that a file lacks, each in a transaction of its own.</summary>
    public static void Apply(ProgressConnection connection, ProgressMetrics metrics, TimeSpan busyTimeout, int upTo)
    {
        while (connection.Scalar("PRAGMA user_version") < upTo)
        {
            connection.BeginImmediate(metrics, busyTimeout);
            try
            {
                // Asked again: another process may have taken the step while this one waited for the lock.
                var version = (int)connection.Scalar("PRAGMA user_version");
                if (version < upTo)
                {
                    connection.ExecuteScript(Read(Scripts[version]));
                    connection.Execute($"PRAGMA user_version={version + 1}");
                }

                connection.Commit();
            }
            catch
            {
                connection.RollBack();
                throw;
            }
        }
    }

    private static string Read(string script)
    {
        using var stream = typeof(SchemaMigrations).Assembly.GetManifestResourceStream($"GrinToS3.Progress.Sql.{script}")
            ?? throw new InvalidOperationException($"the assembly lacks {script}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("CREATE TABLE IF NOT EXISTS (\\w+)")]
    private static partial Regex CreatedTable();
}

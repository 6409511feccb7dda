using GrinToS3.Progress;
using GrinToS3.Testing;

namespace GrinToS3.Documentation;

/// <summary>docs/data-dictionary.md says what is in the file: no table, column or status more or less.</summary>
public sealed class DataDictionaryTests(DocumentedRun run) : IClassFixture<DocumentedRun>
{
    private static readonly MarkdownPage Page = new("data-dictionary.md");

    [Fact]
    public void Tables_AreThoseOfANewFile_WithTheirColumnsInOrder()
    {
        using var folder = new ProgressFolder();
        folder.Open().Dispose();
        var tables = folder.Sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name");

        var documented = Page.Tables("##");

        Assert.Equal(tables, documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(tables, table => Assert.Equal(
            folder.Sql($"SELECT name FROM pragma_table_info('{table}')"), documented[table].Select(static row => MarkdownPage.Code(row[0]).Single())));
    }

    [Fact]
    public void Columns_HaveTheTypesOfANewFile()
    {
        using var folder = new ProgressFolder();
        folder.Open().Dispose();

        Assert.All(Page.Tables("##").Where(static one => one.Key != "books"), table => Assert.Equal(
            folder.Sql($"SELECT type || iif(\"notnull\" OR pk, '', ' or NULL') FROM pragma_table_info('{table.Key}')"), table.Value.Select(static row => row[1])));
        Assert.Equal(["is_decrypted"], folder.Sql("SELECT name FROM pragma_table_info('books') WHERE type <> 'TEXT'"));
        Assert.Equal(["created_at", "updated_at"], folder.Sql("SELECT name FROM pragma_table_info('books') WHERE \"notnull\""));
    }

    [Fact]
    public void Columns_HaveTheHeadingsOfTheCsv_AndTheDatesThatConditionsCompare()
    {
        var rows = Page.Tables("##")["books"];

        Assert.Equal(BookSelection.All.Columns.Select(static column => column.CsvHeader()), rows.Select(static row => row[1]));
        Assert.Equal(
            BookSelection.All.Columns.Where(static column => column.IsDate()).Select(static column => column.SqlName()),
            rows.Where(static row => row[3].StartsWith("GRIN date", StringComparison.Ordinal) || row[3] is "timestamp" or "year").Select(static row => MarkdownPage.Code(row[0]).Single()));
    }

    [Fact]
    public void Statuses_OfARun_AreAllThere()
    {
        var events = Page.Table("###", "Events").Select(static row => $"{MarkdownPage.Code(row[0]).Single()}|{MarkdownPage.Code(row[1]).Single()}").ToList();
        var states = Page.Table("###", "States").SelectMany(static row => MarkdownPage.Code(row[1]).Select(state => $"{MarkdownPage.Code(row[0]).Single()}|{state}")).ToList();

        Assert.Equal(events.Count, events.Distinct().Count());
        AssertKnown(events, "SELECT DISTINCT status_type, status_value FROM book_status_history", atLeast: 9);
        AssertKnown(states, "SELECT DISTINCT stage, state FROM volume_states", atLeast: 6);
        AssertKnown(Values("artifacts", "kind"), "SELECT DISTINCT kind FROM artifacts", atLeast: 3);
        AssertKnown(Values("grin_lists", "list"), "SELECT DISTINCT list FROM grin_lists", atLeast: 2);
        AssertKnown(Values("sessions", "workflow"), "SELECT DISTINCT workflow FROM sessions", atLeast: 2);
        AssertKnown([.. Values("sessions", "ended"), .. Values("listings", "ended")], "SELECT ended FROM sessions UNION SELECT ended FROM listings", atLeast: 1);
        AssertKnown(Values("listings", "mode"), "SELECT DISTINCT mode FROM listings", atLeast: 1);
        AssertKnown([.. Values("books", "grin_state", cell: 3)], "SELECT DISTINCT grin_state FROM books WHERE grin_state > ''", atLeast: 3);
        AssertKnown([.. Values("books", "grin_viewability", cell: 3)], "SELECT DISTINCT grin_viewability FROM books WHERE grin_viewability > ''", atLeast: 2);
    }

    /// <summary>The keys of each event's metadata are those that the page names.</summary>
    [Fact]
    public void Metadata_OfARun_IsAllThere()
    {
        List<string> same = [];
        var keys = new Dictionary<string, List<string>>();
        foreach (var row in Page.Table("###", "Events"))
        {
            same = row[3] is "the same" or "as `requested`" ? same : MarkdownPage.Code(row[3]);
            keys[$"{MarkdownPage.Code(row[0]).Single()}|{MarkdownPage.Code(row[1]).Single()}"] = same;
        }

        var found = run.Query("SELECT DISTINCT h.status_type, h.status_value, k.key FROM book_status_history h, json_each(h.metadata) k WHERE h.metadata IS NOT NULL");

        Assert.True(found.Count > 10);
        Assert.All(found.Select(static one => one.Split('|')), one => Assert.Contains(one[2], keys[$"{one[0]}|{one[1]}"]));
    }

    private static List<string> Values(string table, string column, int cell = 2) =>
        MarkdownPage.Code(Page.Tables("##")[table].Single(row => row[0] == $"`{column}`")[cell]);

    private void AssertKnown(List<string> documented, string sql, int atLeast)
    {
        var found = run.Query(sql);
        Assert.True(found.Count >= atLeast, $"{sql}: {string.Join(", ", found)}");
        Assert.Empty(found.Except(documented));
    }
}

using GrinToS3.Progress;
using GrinToS3.Reporting;
using GrinToS3.Testing;
using GrinToS3.Testing.Runs;

namespace GrinToS3.Documentation;

/// <summary>Each recipe of docs/sql-recipes.md answers, on a run that has done everything, with rows or with the lack of them that the page explains.</summary>
public sealed class SqlRecipesTests(DocumentedRun run) : IClassFixture<DocumentedRun>
{
    private static readonly List<(string Sql, string After)> Recipes = new MarkdownPage("sql-recipes.md").Recipes();

    public static TheoryData<string> Sql { get; } = [.. Recipes.Select(static recipe => recipe.Sql)];

    [Theory]
    [MemberData(nameof(Sql))]
    public void Recipe_GivesRows_OrNoneWhereThePageSaysWhatThatMeans(string sql)
    {
        var rows = run.Query(sql);

        Assert.True(rows.Count > 0 || Recipes.Single(recipe => recipe.Sql == sql).After.StartsWith("No rows: ", StringComparison.Ordinal), sql);
    }

    [Fact]
    public void Recipes_AnswerWhatNoReportAnswers()
    {
        Assert.True(Recipes.Count >= 20);
        Assert.Empty(Recipes.Select(static recipe => Words(recipe.Sql)).Intersect(Reports.All.Select(static report => Words(report.Sql))));
    }

    /// <summary>Those that say of themselves that they read a file of the Python tool do.</summary>
    [Fact]
    public void Recipes_ReadAFileOfThePythonTool_UnlessTheyNeedOurTables()
    {
        using var folder = new ProgressFolder();
        PythonFile.Create(folder.Database);
        string[] ours = ["artifacts", "volume_states", "grin_lists", "grin_fields", "sessions"];

        var shared = Recipes.Where(recipe => !ours.Any(table => recipe.Sql.Contains(table, StringComparison.Ordinal))).ToList();

        Assert.True(shared.Count >= 8);
        Assert.All(shared, recipe => folder.Sql(recipe.Sql.TrimEnd().TrimEnd(';')));
    }

    private static string Words(string sql) => string.Join(' ', sql.Split((char[])[' ', '\n', ';'], StringSplitOptions.RemoveEmptyEntries));
}

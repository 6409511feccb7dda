using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Commands;

public sealed class ExportTests
{
    /// <summary>What <c>export</c> writes is what every host publishes.</summary>
    [Fact]
    public async Task Export_WritesTheBytesThatArePublished_ToTheRunsFile_ToAnotherAndToStandardOutput()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        var csv = await File.ReadAllBytesAsync(stand.Run().Csv);
        File.Delete(stand.Run().Csv);

        await stand.DoAsync("export", "--run-name", "run1");
        await stand.DoAsync("export", "--run-name", "run1", "--output", "other.csv");
        await stand.DoAsync("export", "--run-name", "run1", "--output", "other.csv.gz");
        await stand.DoAsync("export", "--run-name", "run1", "--output", "plain", "--format", "csv");
        var printed = await stand.DoAsync("export", "--run-name", "run1", "--output", "-");

        Assert.Equal(csv, await File.ReadAllBytesAsync(stand.Run().Csv));
        Assert.Equal(csv, await File.ReadAllBytesAsync(stand["other.csv"]));
        Assert.Equal(csv, await File.ReadAllBytesAsync(stand["plain"]));
        Assert.Equal(csv, Unzipped(stand["other.csv.gz"]));
        Assert.Equal(SHA256.HashData(csv), SHA256.HashData(Published(stand)));
        Assert.Equal(await File.ReadAllLinesAsync(stand.Run().Csv), printed.Output);
        Assert.Equal(301, printed.Output.Count);
    }

    [Fact]
    public async Task Export_WritesTheFormThatTheEndingOrTheOptionNames()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        await stand.DoAsync("export", "--run-name", "run1", "--output", "new/books.parquet");
        await stand.DoAsync("export", "--run-name", "run1", "--format", "parquet");
        await stand.DoAsync("export", "--run-name", "run1", "--output", "books.jsonl.gz");
        var json = await stand.DoAsync("export", "--run-name", "run1", "--format", "jsonl", "--json");
        var printed = await stand.DoAsync("export", "--run-name", "run1", "--format", "jsonl", "--output", "-");

        var parquet = await File.ReadAllBytesAsync(stand["new/books.parquet"]);
        Assert.Equal("PAR1PAR1", Encoding.ASCII.GetString([.. parquet[..4], .. parquet[^4..]]));
        Assert.Equal(parquet, await File.ReadAllBytesAsync(Path.ChangeExtension(stand.Run().Csv, "parquet")));
        var lines = await File.ReadAllBytesAsync(Path.ChangeExtension(stand.Run().Csv, "jsonl"));
        Assert.Equal(lines, Unzipped(stand["books.jsonl.gz"]));
        Assert.Equal(Encoding.UTF8.GetString(lines).TrimEnd('\n').Split('\n'), printed.Output);
        Assert.Equal(stand.Grin.Library.Books.Select(static book => book.Barcode), printed.Output.Select(static line => (string)JsonNode.Parse(line)!["barcode"]!));
        var said = JsonNode.Parse(Assert.Single(json.Output))!;
        Assert.Equal(("Jsonl", 300, lines.Length), ((string?)said["format"], (int?)said["rows"], (int?)said["bytes"]));
        Assert.Equal(Path.ChangeExtension(stand.Run().Csv, "jsonl"), (string?)said["file"]);
    }

    [Fact]
    public async Task Export_TakesTheColumnsAndVolumesThatAreAskedFor()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        var exit = await stand.DoAsync(
            "export", "--run-name", "run1", "--output", "-", "--columns", "grin_state, barcode", "--where", "grin_state=CONVERTED,PREVIOUSLY_DOWNLOADED", "--where", "scanned_date>=2015");

        var expected = stand.Grin.Library.Books.Where(static book => book.State is "CONVERTED" or "PREVIOUSLY_DOWNLOADED" && string.CompareOrdinal(book.ScannedDate, "2015") >= 0);
        Assert.Equal(["GRIN State,Barcode", .. expected.Select(static book => $"{book.State},{book.Barcode}")], exit.Output);
        Assert.InRange(exit.Output.Count, 3, 299);
    }

    [Theory]
    [InlineData("--columns x --output -", "--columns: there is no column 'x'; there are: barcode, ")]
    [InlineData("--columns barcode,tile --output -", "--columns: there is no column 'tile'; did you mean title?")]
    [InlineData("--columns barcode,barcode --output -", "--columns: barcode is there twice")]
    [InlineData("--where state=CONVERTED --output -", "--where: there is no column 'state'; did you mean grin_state?")]
    [InlineData("--where title>a --output new/a.csv", "--where: 'title>a' asks for an order, but title is no date")]
    [InlineData("--where grin_state=CONVERTED", "a part of the volumes needs --output: books_export.csv is the whole table")]
    [InlineData("--columns barcode", "a part of the volumes needs --output")]
    [InlineData("--format xml", "--format 'xml' is none of csv, parquet, jsonl")]
    [InlineData("--format parquet --output a.csv", "--format parquet and --output a.csv are not the same form")]
    [InlineData("--output a.parquet.gz", "Parquet is compressed inside")]
    [InlineData("--output - --json", "--json tells of a file")]
    public async Task Export_RefusesInOneLine_WhatItCanNotDo(string options, string message)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        await stand.RefuseAsync(2, message, ["export", "--run-name", "run1", .. options.Split(' ')]);
    }

    [Fact]
    public async Task Export_KeepsTheFileThatIsThere_IfItCanNotBeReplaced()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        await File.WriteAllTextAsync(stand["file"], "");
        Directory.CreateDirectory(stand["folder.csv"]);

        await stand.RefuseAsync(4, $"can't write {stand["file/books.csv"]}: ", "export", "--run-name", "run1", "--output", "file/books.csv");
        await stand.RefuseAsync(4, $"can't write {stand["folder.csv"]}: ", "export", "--run-name", "run1", "--output", "folder.csv");
        await stand.RefuseAsync(2, "--output is empty", "export", "--run-name", "run1", "--output", "");
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("jsonl.gz")]
    public async Task Export_LeavesNothing_IfItIsInterrupted(string ending)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        Grow(stand.Run().Database, 400_000);
        var output = Directory.CreateDirectory(stand["exports"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(output, $"books.{ending}"), "the one before");

        await using var export = stand.Start("export", "--run-name", "run1", "--output", $"exports/books.{ending}");
        while (Directory.GetFiles(output, "*.tmp").Length == 0 && !export.HasEnded)
        {
            await Task.Delay(1);
        }

        await export.InterruptAsync();
        var exit = await export.EndAsync();

        Assert.True(exit is { Code: 130, Errors: ["grin: interrupted"], Output: [] }, exit.ToString());
        Assert.Equal([$"books.{ending}"], Directory.GetFiles(output).Select(Path.GetFileName));
        Assert.Equal("the one before", await File.ReadAllTextAsync(Path.Combine(output, $"books.{ending}")));
    }

    private static void Grow(string database, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
            INSERT INTO books (barcode, title, marc_title, created_at, updated_at) SELECT 'more' || i, 'Title ' || i, hex(randomblob(50)), 'c', 'u' FROM n
            """;
        command.ExecuteNonQuery();
    }

    private static byte[] Published(GrinStand stand) => File.ReadAllBytes(Path.Combine(stand.Storage, "meta", "run1", "books_latest.csv"));

    private static byte[] Unzipped(string path)
    {
        using var file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}

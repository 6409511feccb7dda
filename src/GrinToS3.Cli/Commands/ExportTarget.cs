using GrinToS3.Exporting;

namespace GrinToS3.Cli.Commands;

/// <summary>Where an export goes, and in which form.</summary>
/// <param name="Path">The file's whole path; null for standard output.</param>
/// <param name="Format">The form.</param>
/// <param name="IsCompressed">Whether the file is gzip.</param>
internal sealed record ExportTarget(string? Path, ExportFormat Format, bool IsCompressed)
{
    private const string StandardOutput = "-";
    private const string GzipEnding = ".gz";

    /// <summary>What the options mean together.</summary>
    /// <param name="output">The file, <c>-</c>, or null for the run's own.</param>
    /// <param name="format">The form's name, or null for the one that the file's ending says.</param>
    /// <param name="csv">The run's own CSV.</param>
    internal static ExportTarget Of(string? output, string? format, string csv)
    {
        ExportFormat? asked = format is null ? null : Parse(format);
        if (output is StandardOutput)
        {
            return new ExportTarget(null, asked ?? ExportFormat.Csv, false);
        }

        var path = output is null ? System.IO.Path.ChangeExtension(csv, Name(asked ?? ExportFormat.Csv)) : GivenPath.ToAbsolute("--output", output);
        var isCompressed = path.EndsWith(GzipEnding, StringComparison.OrdinalIgnoreCase);
        var said = Enum.GetValues<ExportFormat>().Where(one => HasEnding(isCompressed ? path[..^GzipEnding.Length] : path, one)).Select(static one => (ExportFormat?)one).FirstOrDefault();
        if (asked is not null && said is not null && asked != said)
        {
            throw Refused($"--format {format} and --output {output} are not the same form; leave one of them out");
        }

        var chosen = asked ?? said ?? ExportFormat.Csv;
        return isCompressed && chosen == ExportFormat.Parquet
            ? throw Refused($"--output {output}: Parquet is compressed inside; give a name that ends with .parquet")
            : new ExportTarget(path, chosen, isCompressed);
    }

    private static ExportFormat Parse(string name) => Enum.GetValues<ExportFormat>().Where(one => Name(one) == name).Select(static one => (ExportFormat?)one).FirstOrDefault()
        ?? throw Refused($"--format '{name}' is none of {string.Join(", ", Enum.GetValues<ExportFormat>().Select(Name))}");

    private static string Name(ExportFormat format) => format.ToString().ToLowerInvariant();

    private static bool HasEnding(string path, ExportFormat format) => path.EndsWith($".{Name(format)}", StringComparison.OrdinalIgnoreCase);

    private static CommandFailedException Refused(string problem) => new(ExitCode.BadInput, problem);
}

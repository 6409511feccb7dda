using GrinToS3.Grin;

namespace GrinToS3.Cli.Commands;

/// <summary>Volumes that a person named, on the command line, in a file or on standard input. Any that is no barcode is refused, by its line.</summary>
internal sealed class NamedVolumes(string? list, string? file)
{
    private const string StandardInput = "-";

    internal bool IsGiven => list is not null || file is not null;

    internal IReadOnlyList<string> Read()
    {
        if (list is not null && file is not null)
        {
            throw new CommandFailedException(ExitCode.BadInput, "give --barcodes or --barcodes-file, not both");
        }

        return !IsGiven ? [] : list is not null ? Parse("--barcodes", list.Split(','), "item") : Parse(file!, Lines(file!), "line");
    }

    private static string[] Lines(string path)
    {
        try
        {
            return path == StandardInput ? Console.In.ReadToEnd().Split('\n') : File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"--barcodes-file can't be read: {error.Message}");
        }
    }

    private static List<string> Parse(string source, IEnumerable<string> lines, string unit)
    {
        var barcodes = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            var text = line.Trim();
            if (text is "" || text.StartsWith('#'))
            {
                continue;
            }

            if (!Barcode.TryParse(text, out var barcode, out var problem))
            {
                throw new CommandFailedException(ExitCode.BadInput, $"{(source == StandardInput ? "standard input" : source)}, {unit} {index + 1}: {problem}");
            }

            if (known.Add(barcode.Value))
            {
                barcodes.Add(barcode.Value);
            }
        }

        return barcodes.Count > 0 ? barcodes : throw new CommandFailedException(ExitCode.BadInput, $"{source} names no volume");
    }
}

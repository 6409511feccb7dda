using GrinToS3.Testing;

namespace GrinToS3.Infra;

/// <summary>A copy of <c>infra/</c> that a test may change and compile.</summary>
public sealed class TemplateCopy : IDisposable
{
    private static readonly Dictionary<string, string> Least = new()
    {
        ["AZURE_ENV_NAME"] = "test",
        ["AZURE_LOCATION"] = "westeurope",
        ["GRIN_LIBRARY_DIRECTORY"] = "Example",
    };

    private readonly TempFolder _folder = new();

    public TemplateCopy()
    {
        var source = Path.Combine(Bicep.Repository, "infra");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = _folder[Path.GetRelativePath(source, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string this[string file] => _folder[file];

    /// <summary>The content of all files, by their path.</summary>
    public SortedDictionary<string, string> Read() =>
        new(
            Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(_folder.Path, file), File.ReadAllText),
            StringComparer.Ordinal);

    /// <summary>Replaces a text that a file must have.</summary>
    public async Task ReplaceAsync(string file, string text, string replacement)
    {
        var content = await File.ReadAllTextAsync(_folder[file]);
        Assert.Contains(text, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder[file], content.Replace(text, replacement, StringComparison.Ordinal));
    }

    /// <summary>Runs the compiler in the copy.</summary>
    /// <param name="settings">What <c>azd env set</c> has set, as NAME=VALUE, beside what must be.</param>
    /// <param name="arguments">The command and its options.</param>
    public Task<BicepRun> RunAsync(IEnumerable<string> settings, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(Least);
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            environment[parts[0]] = parts[1];
        }

        return Bicep.RunAsync(_folder.Path, environment, arguments);
    }

    public void Dispose() => _folder.Dispose();
}

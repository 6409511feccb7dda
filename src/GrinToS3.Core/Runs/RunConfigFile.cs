using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using GrinToS3.Files;

namespace GrinToS3.Runs;

/// <summary>
/// <c>run_config.json</c>: created when a run first starts, and not changed by a start after that; a person may edit it. Adopting completes it, and a move to another store
/// replaces its storage section; both keep what was there beside it.
/// </summary>
public static class RunConfigFile
{
    /// <summary>Snake case, two spaces, line feeds: the same configuration is always the same bytes.</summary>
    internal static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
    };

    /// <summary>The bytes of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    public static byte[] ToBytes(RunConfig config) => [.. JsonSerializer.SerializeToUtf8Bytes(config, Json), (byte)'\n'];

    /// <summary>The bytes of the copy that is stored in the meta bucket: the same, without keys that the Python tool may have left in it.</summary>
    /// <param name="config">The configuration.</param>
    public static byte[] ToPublicBytes(RunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return ToBytes(config with { StorageConfig = config.StorageConfig.WithoutSecrets() });
    }

    /// <summary>
    /// Starts a run: writes its configuration where it has none, else compares what was given with what it has.
    /// Every start goes through here, on every host; of several at once exactly one writes.
    /// </summary>
    /// <param name="directory">The run's folder; made where it is missing.</param>
    /// <param name="draft">What the start was given.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written.</exception>
    public static RunConfigStart Start(RunDirectory directory, RunConfigDraft draft)
    {
        var start = Examine(directory, draft);
        if (start is not { Created: true, Config: { } config })
        {
            return start;
        }

        Directory.CreateDirectory(directory.Path);
        var bytes = ToBytes(config);
        return AtomicFile.TryCreate(directory.Config, stream => stream.Write(bytes)) ? start : Examine(directory, draft);
    }

    /// <summary>What <see cref="Start"/> would find and do; writes nothing.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="draft">What the start was given.</param>
    public static RunConfigStart Examine(RunDirectory directory, RunConfigDraft draft)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Forbidden is { } forbidden)
        {
            return RunConfigStart.Refused(forbidden);
        }

        if (!File.Exists(directory.Config))
        {
            return draft.TryBuild(out var config, out var problem) ? RunConfigStart.Started(config, created: true) : RunConfigStart.Refused(problem);
        }

        if (!TryRead(directory, out var saved, out var damage))
        {
            return RunConfigStart.Refused(damage);
        }

        return draft.CompareWith(saved) is { Count: > 0 } differences ? RunConfigStart.Conflict(saved, differences)
            : RunConfigRules.CheckStart(saved) is { } unsupported ? RunConfigStart.Refused($"{directory.Config}: {unsupported}")
            : RunConfigStart.Started(saved, created: false);
    }

    /// <summary>Reads a run's configuration, ours or the Python tool's.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="problem">One line that says what is wrong, where, and what to do.</param>
    public static bool TryRead(
        RunDirectory directory,
        [NotNullWhen(true)] out RunConfig? config,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(directory);
        config = null;
        if (File.Exists(directory.SwitchMarker))
        {
            problem = $"the run '{directory.Name}' is being switched to another storage; if no grin storage migrate is at work, finish it with: grin storage migrate --run-name {directory.Name}";
            return false;
        }

        return TryRead(directory, directory.Config, out config, out problem);
    }

    /// <summary>Reads a configuration of a run that lies elsewhere than the one it has now.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="problem">One line that says what is wrong, where, and what to do.</param>
    public static bool TryRead(
        RunDirectory directory,
        string path,
        [NotNullWhen(true)] out RunConfig? config,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(directory);
        config = null;
        try
        {
            using var stream = File.OpenRead(path);
            config = JsonSerializer.Deserialize<RunConfig>(stream, Json);
            problem = config is null ? $"{path} is empty; restore it from the meta bucket" : Check(config, directory, path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = path != directory.Config ? $"there is no file {path}" : $"there is no run '{directory.Name}' below {directory.Root}; start it with: grin collect --run-name {directory.Name} ...";
        }
        catch (JsonException error)
        {
            problem = $"{path} is damaged (line {error.LineNumber + 1}: {error.Message.Split(" Path:", 2)[0].TrimEnd('.')}); mend it, or restore it from the meta bucket";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} can't be read: {error.Message}";
        }

        if (problem is not null)
        {
            config = null;
        }

        return config is not null;
    }

    private static string? Check(RunConfig config, RunDirectory directory, string path)
    {
        var problem = config.RunName == directory.Name.Value
            ? RunConfigRules.Check(config)
            : $"run_name is '{config.RunName}', but the folder is '{directory.Name}'; name both alike";
        return problem is null ? null : $"{path}: {problem}";
    }
}

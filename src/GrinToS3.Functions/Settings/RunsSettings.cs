using GrinToS3.Workflows;

namespace GrinToS3.Functions.Settings;

/// <summary>The app's settings <c>Runs__*</c>: where runs are.</summary>
public sealed class RunsSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Runs";

    /// <summary>The folder that holds all runs: the mount, such as <c>/mounts/runs</c>.</summary>
    public string Root { get; set; } = "";

    /// <summary>Minutes after which a run that nobody works on is closed; its next use opens it again.</summary>
    public int IdleMinutes { get; set; } = 10;

    /// <summary>The folder of all runs is not there.</summary>
    /// <param name="root">The folder.</param>
    internal static RunError Missing(string root) =>
        RunError.Storage($"the folder of all runs, {root}, does not exist; mount it, or correct Runs__Root", "MountMissing");
}

using System.Globalization;

namespace GrinToS3.Grin.Auth;

/// <summary>What the process's surroundings say about <c>grin auth setup</c> (spec: grin-protocol 3.4; storage-config 5 and 6.1).</summary>
/// <param name="environment">Gives environment variables.</param>
/// <param name="isWindows">Whether this is Windows, where no DISPLAY means nothing.</param>
/// <param name="hasContainerMark">Whether <c>/.dockerenv</c> exists.</param>
public sealed class AuthorizationSurroundings(Func<string, string?> environment, bool isWindows, bool hasContainerMark)
{
    /// <summary>The port of the redirect address where none is set.</summary>
    public const int DefaultPort = 58432;

    /// <summary>Sets another port.</summary>
    public const string PortVariable = "GRIN_OAUTH_PORT";

    private static readonly string[] ShellVariables = ["SSH_CLIENT", "SSH_TTY", "SSH_CONNECTION"];
    private static readonly string[] CloudVariables = ["AWS_EXECUTION_ENV", "GOOGLE_CLOUD_PROJECT", "AZURE_FUNCTIONS_ENVIRONMENT"];
    private static readonly string[] SharedTerminals = ["screen", "tmux", "screen-256color", "tmux-256color"];

    /// <summary>Those of this process.</summary>
    public static AuthorizationSurroundings OfProcess() =>
        new(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows(), File.Exists("/.dockerenv"));

    /// <summary>The mode that fits.</summary>
    /// <param name="remoteWanted">Whether the person asked for the remote way.</param>
    public AuthorizationMode Mode(bool remoteWanted) =>
        remoteWanted || IsRemoteShell ? AuthorizationMode.Remote
        : IsContainer ? AuthorizationMode.Docker
        : AuthorizationMode.Local;

    /// <summary>The port of the redirect address.</summary>
    /// <returns>The port, or <see cref="GrinErrorKind.AuthFailed"/> where the variable holds something else.</returns>
    public GrinResult<int> Port()
    {
        var text = environment(PortVariable);
        return string.IsNullOrEmpty(text) ? DefaultPort
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port
            : new GrinError(GrinErrorKind.AuthFailed, $"{PortVariable} is '{text}'; give a port from 1 to 65535");
    }

    private bool IsContainer => hasContainerMark || environment("DOCKER_ENV") is "true";

    private bool IsRemoteShell => ShellVariables.Any(IsSet)
        || SharedTerminals.Contains(environment("TERM"))
        || (!IsSet("DISPLAY") && !isWindows && !IsContainer && CloudVariables.Any(IsSet));

    private bool IsSet(string variable) => !string.IsNullOrEmpty(environment(variable));
}

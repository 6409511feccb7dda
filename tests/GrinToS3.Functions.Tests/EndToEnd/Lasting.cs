using System.Globalization;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>How often and how long; the counts can be raised for a longer search.</summary>
internal static class Lasting
{
    /// <summary>A run of a few dozen pages, on a machine that is busy with other things.</summary>
    internal static readonly TimeSpan Run = TimeSpan.FromMinutes(20);

    /// <summary>One step of a run.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromMinutes(8);

    /// <summary>Kills of a host, and as many of a worker.</summary>
    internal static int Kills => Count("GRIN_E2E_KILLS", 20);

    /// <summary>Moves of the entity from host to host.</summary>
    internal static int Moves => Count("GRIN_E2E_MOVES", 20);

    private static int Count(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

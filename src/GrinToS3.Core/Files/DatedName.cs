using System.Globalization;

namespace GrinToS3.Files;

/// <summary>Names of files that bear the moment of their making, <c>name_YYYYMMDD_HHMMSS.ending</c> in UTC.</summary>
internal static class DatedName
{
    /// <summary>A path that no file has: of two of one second the later one is called by the next that is free. Whoever asks holds the run's lock.</summary>
    /// <param name="folder">Where it shall be.</param>
    /// <param name="name">How it begins.</param>
    /// <param name="moment">When it is made.</param>
    /// <param name="ending">How it ends, with the dot.</param>
    internal static string Free(string folder, string name, DateTimeOffset moment, string ending) => Enumerable.Range(0, int.MaxValue)
        .Select(seconds => Path.Combine(folder, $"{name}_{moment.UtcDateTime.AddSeconds(seconds).ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}{ending}"))
        .First(static path => !File.Exists(path));
}

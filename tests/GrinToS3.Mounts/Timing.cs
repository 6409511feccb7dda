using System.Globalization;
using GrinToS3.Progress;

namespace GrinToS3.Mounts;

/// <summary>How the files of a suite are opened.</summary>
/// <param name="Kind">Where they lie; found out where it is null.</param>
/// <param name="Beat">How often an owner beats.</param>
/// <param name="Dead">After how long it is taken for dead.</param>
internal sealed record Timing(FileSystemKind? Kind, TimeSpan Beat, TimeSpan Dead)
{
    /// <summary>Of a real mount, with the times that users have.</summary>
    public static Timing Default { get; } = Of(null, new ProgressStoreOptions { Path = "", HostId = "" });

    /// <summary>Of two times in milliseconds; without them the default.</summary>
    public static Timing Parse(string[] arguments) => arguments is [var beat, var dead] ? new(FileSystemKind.Network, Milliseconds(beat), Milliseconds(dead)) : Default;

    /// <summary>The arguments that <see cref="Parse"/> reads.</summary>
    public string[] ToArguments() => Kind is null ? [] : [Text(Beat), Text(Dead)];

    private static Timing Of(FileSystemKind? kind, ProgressStoreOptions options) => new(kind, options.BeatInterval, options.DeadAfter);

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(double.Parse(text, CultureInfo.InvariantCulture));

    private static string Text(TimeSpan time) => time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}

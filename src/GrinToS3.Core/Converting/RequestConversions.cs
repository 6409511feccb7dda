using GrinToS3.Progress;

namespace GrinToS3.Converting;

/// <summary>Asks for volumes to be requested from GRIN, in one call.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session.</param>
/// <param name="Volumes">The volumes, at most 200.</param>
public sealed record RequestConversions(string Run, long Session, IReadOnlyList<SessionVolume> Volumes);

namespace GrinToS3.Progress;

/// <summary>Asks for a session to be ended.</summary>
/// <param name="Session">The session.</param>
/// <param name="Ended">How it ended.</param>
public sealed record CloseSession(long Session, string Ended);

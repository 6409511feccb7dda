namespace GrinToS3.Progress;

/// <summary>Asks for the next volumes of a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Step">What is to be done with them.</param>
/// <param name="After">The position of the last one that was given; 0 for the first page.</param>
/// <param name="Count">The most to give.</param>
public sealed record NextVolumes(long Session, SessionStep Step, int After, int Count);

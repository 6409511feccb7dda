namespace GrinToS3.Mounts;

/// <summary>One folder as three see it.</summary>
/// <param name="Name">The mount's name for the report.</param>
/// <param name="Mount">Where the owners see it.</param>
/// <param name="Other">Where their successors see it: another mount, so another client.</param>
/// <param name="Server">Where the server has it.</param>
internal sealed record MountPaths(string Name, string Mount, string Other, string Server);

namespace GrinToS3.Simulator.Archives;

/// <summary>Where archives are served from (spec: grin-protocol 2.2, 15 question 4).</summary>
public enum ArchiveHop
{
    /// <summary>From the address below the library that they are asked for at.</summary>
    None,

    /// <summary>From another path of this server, which the address below the library redirects to and which needs no token.</summary>
    Path,

    /// <summary>The same, at a host of another name: <c>localhost</c>.</summary>
    Host,
}

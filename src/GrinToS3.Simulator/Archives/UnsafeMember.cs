namespace GrinToS3.Simulator.Archives;

/// <summary>A member of a tar file that must not be unpacked.</summary>
public enum UnsafeMember
{
    /// <summary>None.</summary>
    None,

    /// <summary><c>../evil.txt</c>.</summary>
    Parent,

    /// <summary><c>/tmp/evil.txt</c>.</summary>
    Absolute,

    /// <summary>A symbolic link to <c>/etc/passwd</c>.</summary>
    SymbolicLink,

    /// <summary>A hard link to <c>/etc/passwd</c>.</summary>
    HardLink,

    /// <summary>A character device.</summary>
    Device,
}

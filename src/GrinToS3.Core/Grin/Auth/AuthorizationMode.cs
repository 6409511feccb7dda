namespace GrinToS3.Grin.Auth;

/// <summary>Where the person's browser is, seen from this process (spec: grin-protocol 3.4).</summary>
public enum AuthorizationMode
{
    /// <summary>On this machine.</summary>
    Local,

    /// <summary>On another machine: the redirect comes through a forwarded port, or is pasted.</summary>
    Remote,

    /// <summary>Outside this container: the redirect comes through a published port, or is pasted.</summary>
    Docker,
}
